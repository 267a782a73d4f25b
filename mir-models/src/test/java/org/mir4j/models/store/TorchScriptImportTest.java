// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.ScriptedModels;
import org.mir4j.models.TinyModel;
import org.mir4j.models.checkpoint.WeightsFormat;

/** Modules of TorchScript into the store, and out of it. */
class TorchScriptImportTest {

    private static final Path STEMS = ScriptedModels.module("stems");
    private static final Path TAGS = ScriptedModels.module("tags");

    @TempDir
    Path folder;

    private String refusal(Path module, String card) {
        String message = assertThrows(ModelException.class, () -> ScriptedModels.install(folder, module, card))
                .getMessage();
        assertTrue(message.endsWith("."), message);
        assertEquals(1, message.lines().count(), message);
        assertFalse(Files.exists(folder.resolve("home/models/mine")), message);
        return message;
    }

    private void assertRefused(Path module, String card, String... parts) {
        String message = refusal(module, card);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    private Path code(String forward) {
        return ScriptedModels.write(folder.resolve("m.pt"), forward);
    }

    @Test
    void theFileItselfIsKept() throws IOException {
        InstalledModel model = ScriptedModels.install(folder, STEMS, ScriptedModels.STEMS);
        ModelStore store = ScriptedModels.store(folder.resolve("home"));
        assertEquals(folder.resolve("home/models/mine/module.pt"), model.weightsFile());
        assertArrayEquals(Files.readAllBytes(STEMS), Files.readAllBytes(model.weightsFile()));
        assertEquals(TinyModel.sha256(STEMS), model.card().weightsSha256());
        assertEquals(TinyModel.sha256(STEMS), model.card().source().sha256());
        assertEquals("stems.pt", model.card().source().file());
        assertEquals("three stems", model.card().summary());
        assertEquals("CC0-1.0", model.card().licence().name());
        assertEquals(
                List.of("vocals", "drums", "rest"), model.card().separation().stems());
        assertEquals(model, store.installed("mine").orElseThrow());
        assertEquals(List.of("mine"), store.installedNames());
        store.verify("mine");
        Path exported = folder.resolve("out.pt");
        store.export("mine", exported);
        assertArrayEquals(Files.readAllBytes(STEMS), Files.readAllBytes(exported));
        Files.write(model.weightsFile(), new byte[] {1, 2, 3});
        assertTrue(assertThrows(ModelException.class, () -> store.verify("mine"))
                .getMessage()
                .contains("damaged"));
    }

    @Test
    void aModelOfAnotherStoreIsTakenAsItIs() throws IOException {
        InstalledModel model = ScriptedModels.install(folder, TAGS, ScriptedModels.TAGS);
        InstalledModel copy = ScriptedModels.store(folder.resolve("other")).importModel(model, "copy");
        assertEquals(model.card().task(), copy.card().task());
        assertArrayEquals(Files.readAllBytes(TAGS), Files.readAllBytes(copy.weightsFile()));
    }

    @Test
    void aFileThatIsLikeAModuleHasItsCard() throws IOException {
        InstalledModel model = ScriptedModels.install(folder, TAGS, ScriptedModels.TAGS);
        ModelStore store = ScriptedModels.store(folder.resolve("home"));
        InstalledModel other = store.importFile(TAGS, "mine", "other", Optional.empty());
        assertEquals(model.card().task(), other.card().task());
        ImportSettings card = ScriptedModels.settings(folder.resolve("card.yaml"));
        assertTrue(assertThrows(ModelException.class, () -> store.importFiles(List.of(TAGS), "mine", "third", card))
                .getMessage()
                .contains("like mine has its card"));
        assertTrue(assertThrows(ModelException.class, () -> store.importFile(STEMS, "mine", "third", Optional.empty()))
                .getMessage()
                .contains("stems.pt does not fit the card of third"));
    }

    @Test
    void aModuleIsNotWrittenInOtherNumbers() {
        ScriptedModels.install(folder, TAGS, ScriptedModels.TAGS);
        Path file = folder.resolve("half.safetensors");
        ModelStore store = ScriptedModels.store(folder.resolve("home"));
        assertTrue(assertThrows(ModelException.class, () -> store.exportHalves("mine", file))
                .getMessage()
                .contains("The model mine is a TorchScript module"));
        assertFalse(Files.exists(file));
    }

    @Test
    void weightsOfAnotherFormTakeThePlaceOfAModule() throws IOException {
        InstalledModel model = ScriptedModels.install(folder, TAGS, ScriptedModels.TAGS);
        Path directory = model.weightsFile().getParent();
        ModelDirectory.write(directory, TinyModel.weights(), TinyModel.card("mine")::withWeights);
        assertEquals(
                WeightsFormat.SAFETENSORS,
                ModelDirectory.open(directory).card().task().format());
        assertEquals(
                TinyModel.weights().keySet(),
                ModelDirectory.open(directory).weights().keySet());
        assertFalse(Files.exists(model.weightsFile()));
    }

    @Test
    void anotherShapeThanThatOfTheCardIsRefusedWithBoth() {
        String two = ScriptedModels.STEMS.replace(", rest]", "]");
        assertRefused(STEMS, two, "stems.pt does not fit", "(1, 3, 2, 512)", "expected (1, 2, 2, 512)");
        String four = ScriptedModels.TAGS.replace("noise]", "noise, more]");
        assertRefused(TAGS, four, "(1, 3)", "(1, 512)", "expected (1, 4)");
        String mono = ScriptedModels.STEMS.replace("channels: 2", "channels: 1");
        assertRefused(
                STEMS, mono, "fails for an input of the shape (1, 1, 512)", "expected input[1, 1, 512] to have 2");
    }

    @Test
    void aModuleThatTakesOneLengthOnlySaysSo() {
        Path fixed = ScriptedModels.module("fixed-masks");
        assertRefused(fixed, ScriptedModels.MASKS, "for the rest of a song", "(1, 1, 33, 17)");
    }

    @Test
    void aTaggerTakesSeveralWindows() {
        Path one = code("return torch.zeros([1, 3])");
        assertRefused(one, ScriptedModels.TAGS, "for several windows at once", "(1, 3)", "expected (3, 3)");
    }

    @Test
    void whatIsNoScoreMaskOrSampleIsRefused() {
        String scores = ScriptedModels.TAGS.replace("activation: sigmoid", "activation: none");
        assertRefused(TAGS, scores, "for noise it gives ", "expected scores from 0 to 1", "activation: sigmoid");
        String masks = ScriptedModels.MASKS.replace("activation: sigmoid", "activation: none");
        assertRefused(ScriptedModels.module("masks"), masks, "in a mask", "activation: sigmoid");
        String divided = "return torch.unsqueeze(torch.div(x, torch.max(torch.abs(x))), 1)";
        String stem = ScriptedModels.STEMS.replace("[vocals, drums, rest]", "[vocals]");
        assertRefused(code(divided), stem, "for silence it gives NaN for a sample");
    }

    @Test
    void aModuleThatGivesSeveralArraysIsRefused() {
        Path several = ScriptedModels.writeGiving("Tuple[Tensor, Tensor]", folder.resolve("m.pt"), "return (x, x)");
        assertRefused(several, ScriptedModels.TAGS, "it gives 2 arrays, expected one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch.save(x, 'f') | 'save'",
                "x.save('f') | 'save'",
                "torch . save(x, 'f') | 'save'",
                "ops.aten.save(x, 'f') | 'save'",
                "torch.from_file('f') | 'from_file'",
                "'f'.from_file() | 'from_file'",
                "getattr(torch, 'save')(x, 'f') | 'save'",
                "getattr(torch, 'sa\\x76e')(x, 'f') | 'sa\\x76e'",
                "getattr((torch), \"\"\"from_file\"\"\")('f') | 'from_file'",
                "ops.c10d.send(x) | ops.c10d",
                "ops.torchaudio.rnnt(x) | ops.torchaudio",
                "[ops][0].aten.abs(x) | uses ops,",
                "[getattr][0](torch, 'abs')(x) | getattr under another name",
                "__torch__.torch.classes.dist_c10d.Store() | classes.dist_c10d",
                "ops.prim.rpc_sync('a', x) | 'rpc_sync'"
            })
    void codeThatReachesBeyondTensorsIsRefusedUnread(String expression, String named) {
        Path module = code("y = " + expression.replace('\'', '"').strip() + "\nreturn x");
        assertRefused(module, ScriptedModels.TAGS, "m.pt is refused as TorchScript", named.strip());
    }

    @Test
    void namesInTextsAndCommentsReachNothing() {
        Path module = code("s = \"torch.save(x)\" # torch.save\n"
                + "if torch.eq(s, 'no'):\n  ops.prim.RaiseException(s)\nelse:\n  pass\n"
                + "return torch.zeros([torch.size(x, 0), 3])");
        ScriptedModels.install(folder, module, ScriptedModels.TAGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return torch.nothing_like_it(x)", "return y", "return (", "return x["})
    void codeThatTorchScriptDoesNotUnderstandIsRefused(String forward) {
        assertRefused(code(forward), ScriptedModels.TAGS, "m.pt does not fit", "cannot be read: ");
    }

    @Test
    void whatIsNoTorchScriptIsRefused() throws IOException {
        Path checkpoints = Path.of("src/test/resources/checkpoints");
        for (String other : List.of("model.zip.pth", "model.legacy.pth", "model.safetensors")) {
            assertRefused(checkpoints.resolve(other), ScriptedModels.TAGS, "torch.jit.script(network.eval())");
        }
        Path file = folder.resolve("file.pt");
        assertRefused(file, ScriptedModels.TAGS, "does not exist");
        assertRefused(folder, ScriptedModels.TAGS, "is not a file");
        assertRefused(Files.write(file, new byte[0]), ScriptedModels.TAGS, "no zip");
        assertRefused(Files.writeString(file, "<html>"), ScriptedModels.TAGS, "web page");
        assertRefused(
                Files.write(file, "PK\3\4PTMF".getBytes(StandardCharsets.ISO_8859_1)),
                ScriptedModels.TAGS,
                "mobile devices");
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(TAGS);
        Path file = folder.resolve("file.pt");
        for (int length : new int[] {10, 100, whole.length / 2, whole.length - 30}) {
            assertRefused(
                    Files.write(file, Arrays.copyOf(whole, length)),
                    ScriptedModels.TAGS,
                    "file.pt is damaged, or no TorchScript: zip ");
        }
        byte[] changed = whole.clone();
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        changed[text.indexOf("training")] = 'T';
        assertRefused(Files.write(file, changed), ScriptedModels.TAGS, "is damaged: its checksum is");
        byte[] inCode = whole.clone();
        inCode[text.indexOf("linear.py") + 40] ^= 1;
        assertRefused(Files.write(file, inCode), ScriptedModels.TAGS, "damaged");
    }

    @Test
    void codeThatUnpacksToMoreThanAnyNetworkHasIsRefused() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("m/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
        entries.put("m/code/a.py", new byte[1 << 25]);
        entries.put("m/code/b.py.debug_pkl", new byte[(1 << 25) + 1]);
        Path file = folder.resolve("file.pt");
        assertRefused(
                ScriptedModels.write(file, entries, "m/code/a.py", "m/code/b.py.debug_pkl"),
                ScriptedModels.TAGS,
                "its code has more than");
    }

    @Test
    void aZipThatTorchDoesNotWriteIsRefused() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("m/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
        entries.put("m/code/__torch__.py", "class M(Module):\n  pass\n".getBytes(StandardCharsets.US_ASCII));
        Path file = folder.resolve("file.pt");
        assertRefused(ScriptedModels.write(file, entries, "m/constants.pkl"), ScriptedModels.TAGS, "is compressed");
        assertRefused(ScriptedModels.write(file, entries), ScriptedModels.TAGS, "cannot be read: ");
        entries.put("m/CODE/__torch__.py", new byte[0]);
        assertRefused(ScriptedModels.write(file, entries), ScriptedModels.TAGS, "two entries m/CODE/__torch__.py");
    }

    @Test
    void aTensorThatClaimsMoreThanItHasIsRefused() {
        Map<String, byte[]> entries = ScriptedModels.read(TAGS);
        byte[] pickle = entries.get("archive/data.pkl");
        int claimed = 0;
        for (int i = 0; i + 3 < pickle.length; i++) {
            // (4, 1, 16): the first axis of a weight
            if (pickle[i] == 'K' && pickle[i + 1] == 4 && pickle[i + 2] == 'K' && pickle[i + 3] == 1) {
                pickle[i + 1] = 120;
                claimed++;
            }
        }
        assertTrue(claimed > 0);
        Path file = ScriptedModels.write(folder.resolve("file.pt"), entries);
        assertRefused(file, ScriptedModels.TAGS, "file.pt");
    }

    @Test
    void aModuleNeedsACard() throws IOException {
        ModelStore store = ScriptedModels.store(folder.resolve("home"));
        String message = assertThrows(
                        ModelException.class, () -> store.importFile(TAGS, "torchscript", "mine", Optional.empty()))
                .getMessage();
        assertTrue(message.contains("needs a card"), message);
        ImportSettings absent = ScriptedModels.settings(folder.resolve("absent.yaml"));
        String unread = assertThrows(
                        ModelException.class, () -> store.importFiles(List.of(TAGS), "torchscript", "mine", absent))
                .getMessage();
        assertTrue(unread.contains("absent.yaml cannot be read"), unread);
    }

    @Test
    void aCardThatCannotBeUsedSaysInWhichLine() {
        assertRefused(TAGS, "", "card.yaml cannot be used, line 1");
        assertRefused(TAGS, "task: [", "line 1", "no YAML");
        assertRefused(TAGS, "name: mine\n" + ScriptedModels.TAGS, "line 1", "'name' is unknown", "summary, licence");
        assertRefused(TAGS, ScriptedModels.TAGS.replace("[low, high, noise]", "[low, low]"), "line 1", "all different");
        assertRefused(TAGS, ScriptedModels.TAGS.replace("activation", "activate"), "line 5", "'task.network.activate'");
        assertRefused(STEMS, ScriptedModels.STEMS.replace("  channels: 2\n", ""), "'task.channels' is missing");
        String unet = ScriptedModels.MASKS.replace("{activation: sigmoid}", "{type: open-unmix, hidden: 2, layers: 1}");
        assertRefused(STEMS, unet, "line 1", "network of a TorchScript module is torchscript");
    }
}
