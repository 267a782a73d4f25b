package org.mir4j.models.card;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds the keys of a card against the components of the records that it describes: Gson skips keys it does not know
 * and puts zeros in the place of those that are missing, so that a typing error would become another model.
 */
final class CardKeys {

    /** What may be left out, by the record it belongs to: it has a default, or nothing is said by its absence. */
    private static final Set<String> OPTIONAL = Set.of(
            "ModelCard.summary",
            "ModelCard.aggregation",
            "ModelCard.citations",
            "ModelCard.scores",
            "ModelCard.weightsSha256",
            "Source.address",
            "Source.ignored",
            "Source.renamed",
            "Source.filterBank",
            "ClassifierSettings.activation");

    private CardKeys() {}

    /** Refuses a card with a key too many or too few, whose place in the card is named. */
    static void require(JsonElement json, Class<? extends Record> described) {
        require(json, described, "");
    }

    private static void require(JsonElement json, Class<?> described, String path) {
        if (!json.isJsonObject()) {
            return; // Gson says what is wrong with it
        }
        JsonObject object = json.getAsJsonObject();
        Class<?> type = CardJson.described(object, described);
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            return;
        }
        Set<String> unknown = new TreeSet<>(object.keySet());
        if (type != described) {
            unknown.remove(CardJson.TYPE);
        }
        for (RecordComponent component : components) {
            String key = component.getName();
            unknown.remove(key);
            if (object.has(key)) {
                requireWithin(object.get(key), component.getGenericType(), path + key);
            } else if (!OPTIONAL.contains(type.getSimpleName() + "." + key)) {
                throw new IllegalArgumentException("the key '" + path + key + "' is missing");
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the key '" + path
                    + unknown.iterator().next()
                    + "' is unknown; expected one of "
                    + Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(", ")));
        }
    }

    private static void requireWithin(JsonElement json, Type type, String path) {
        if (type instanceof Class<?> single) {
            require(json, single, path + ".");
        } else if (json.isJsonArray() && type instanceof ParameterizedType list) {
            List<JsonElement> elements = json.getAsJsonArray().asList();
            for (int i = 0; i < elements.size(); i++) {
                requireWithin(elements.get(i), list.getActualTypeArguments()[0], path + "[" + i + "]");
            }
        }
    }
}
