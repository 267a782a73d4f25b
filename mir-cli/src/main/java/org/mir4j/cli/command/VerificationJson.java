// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mir4j.datasets.Verification;
import org.mir4j.datasets.Verification.BrokenFile;
import org.mir4j.datasets.Verification.Check;
import org.mir4j.datasets.Verification.Damage;
import org.mir4j.datasets.Verification.MissingSplit;

/** What a copy of a dataset lacks, as one JSON object; files are named relative to the root. */
final class VerificationJson {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private VerificationJson() {}

    /**
     * Prints it.
     *
     * @param dataset the name of the dataset
     * @param root where the copy lies
     * @param split the split that was looked at, if not all
     * @param verification what was found
     * @param out where to print
     */
    public static void print(
            String dataset, Path root, Optional<String> split, Verification verification, PrintWriter out) {
        JsonObject object = new JsonObject();
        object.addProperty("dataset", dataset);
        object.addProperty("root", root.toString());
        split.ifPresent(name -> object.addProperty("split", name));
        object.addProperty("complete", verification.complete());
        object.addProperty("files", verification.files());
        object.add("whole", whole(verification));
        JsonArray missingSplits = new JsonArray();
        verification.missingSplits().forEach(missing -> missingSplits.add(missingSplit(missing)));
        object.add("missingSplits", missingSplits);
        JsonArray missing = new JsonArray();
        verification.missing().forEach(path -> missing.add(path.toString()));
        object.add("missing", missing);
        JsonArray broken = new JsonArray();
        verification.broken().forEach(file -> broken.add(broken(file)));
        object.add("broken", broken);
        out.println(GSON.toJson(object));
    }

    private static JsonObject whole(Verification verification) {
        JsonObject whole = new JsonObject();
        for (Check check : Check.values()) {
            whole.addProperty(
                    check.name().toLowerCase(Locale.ROOT), verification.whole().get(check));
        }
        return whole;
    }

    private static JsonObject missingSplit(MissingSplit missing) {
        JsonObject object = new JsonObject();
        object.addProperty("split", missing.split());
        object.addProperty("reason", missing.reason());
        return object;
    }

    private static JsonObject broken(BrokenFile file) {
        JsonObject object = new JsonObject();
        object.addProperty("file", file.path().toString());
        Damage damage = file.damage();
        object.addProperty("cause", damage.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (damage instanceof Damage.Altered altered) {
            object.addProperty("algorithm", altered.expected().algorithm());
            object.addProperty("found", altered.found().hex());
            object.addProperty("expected", altered.expected().hex());
        } else {
            object.addProperty("reason", damage.words());
        }
        return object;
    }
}
