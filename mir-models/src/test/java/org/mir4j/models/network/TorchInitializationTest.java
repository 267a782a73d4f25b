// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.initializer.ConstantInitializer;
import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.layer.RecurrentCells.Cell;
import org.mir4j.models.settings.SettingsTree;

/**
 * Layers start as those of torch 2.7.1: the largest number that its layers of the same sizes had after
 * {@code manual_seed(0)} was, to four digits, what stands here; all draw evenly, so that the deviation is that by the
 * root of 3.
 */
class TorchInitializationTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Map<String, Parameter> started(Block block, Shape input) {
        TorchInitialization.apply(block);
        block.initialize(manager, DataType.FLOAT32, input);
        return Parameters.named(block);
    }

    private static void requireEven(double bound, Parameter parameter) {
        float[] values = parameter.getArray().toFloatArray();
        double largest = 0;
        double squares = 0;
        double sum = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
            squares += value * value;
            sum += value;
        }
        double deviation = bound / Math.sqrt(3);
        double spread = 5 / Math.sqrt(values.length); // five deviations of a mean
        assertTrue(largest <= 1.001 * bound, largest + " of " + bound);
        assertTrue(largest >= bound * (0.999 - 10.0 / values.length), largest + " of " + bound);
        assertEquals(deviation, Math.sqrt(squares / values.length), deviation * spread);
        assertEquals(0, sum / values.length, deviation * spread);
    }

    private static void requireAll(float expected, Parameter parameter) {
        for (float value : parameter.getArray().toFloatArray()) {
            assertEquals(expected, value);
        }
    }

    @Test
    void denseLayers() {
        var named = started(Linear.builder().setUnits(3000).build(), new Shape(1, 400));
        requireEven(0.0500, named.get("weight"));
        requireEven(0.0500, named.get("bias"));
        named = started(Linear.builder().setUnits(3000).optBias(false).build(), new Shape(1, 400));
        requireEven(0.0500, named.get("weight"));
    }

    @Test
    void convolutions() {
        var named = started(
                Conv2d.builder().setFilters(640).setKernelShape(new Shape(3, 5)).build(), new Shape(1, 16, 20, 20));
        requireEven(0.0645, named.get("weight"));
        requireEven(0.0645, named.get("bias"));
        named = started(
                Conv1d.builder().setFilters(640).setKernelShape(new Shape(5)).build(), new Shape(1, 16, 20));
        requireEven(0.1118, named.get("weight"));
        requireEven(0.1118, named.get("bias"));
    }

    @Test
    void aFilterAChannel() {
        ConvNorm.Settings settings =
                ConvNorm.Settings.same(640, new Shape(3, 3)).grouped(640);
        var named = started(new ConvNorm(settings, 1e-5f), new Shape(1, 640, 9, 9));
        requireEven(0.3333, named.get("conv.weight"));
        requireEven(0.3333, named.get("conv.bias"));
    }

    @Test
    void attention() {
        MultiHeadAttention.Settings settings = new MultiHeadAttention.Settings(
                96, 4, false, 0, new AttentionScoreSettings.ScaledDot(), new PositionSettings.None());
        var named = started(new MultiHeadAttention(settings), new Shape(1, 5, 96));
        requireEven(0.1250, named.get("in_proj_weight"));
        requireAll(0, named.get("in_proj_bias"));
        requireEven(0.1021, named.get("out_proj.weight"));
        requireAll(0, named.get("out_proj.bias"));
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void recurrentCells(Cell cell) {
        RecurrentCells.Settings settings = new RecurrentCells.Settings(cell, 64, 2, true, 0);
        started(new RecurrentCells(settings, 100), new Shape(1, 5, 100))
                .values()
                .forEach(parameter -> requireEven(0.1250, parameter));
    }

    @Test
    void norms() {
        var batch = started(BatchNorm.builder().build(), new Shape(2, 4, 5, 5));
        var layer = started(LayerNorm.builder().axis(2).build(), new Shape(2, 4, 5));
        requireAll(1, batch.get("weight"));
        requireAll(0, batch.get("bias"));
        requireAll(0, batch.get("running_mean"));
        requireAll(1, batch.get("running_var"));
        requireAll(1, layer.get("weight"));
        requireAll(0, layer.get("bias"));
    }

    @Test
    void whatALayerIsToldStays() {
        Linear linear = Linear.builder().setUnits(3).build();
        linear.setInitializer(new ConstantInitializer(7), "bias");
        var named = started(linear, new Shape(1, 400));
        assertArrayEquals(new float[] {7, 7, 7}, named.get("bias").getArray().toFloatArray());
        requireEven(0.05, named.get("weight"));
    }

    @Test
    void everyLayerOfATaggingNetworkStartsSo() {
        String json = "{'encoder': {'type': 'patches', 'width': 20, 'bands': 8, 'frames': 8, 'bandStride': 8,"
                + " 'frameStride': 8}, 'sequence': [{'type': 'transformer', 'width': 96, 'heads': 4, 'layers': 1,"
                + " 'feedForward': 400, 'activation': 'gelu', 'norm': 'pre', 'positions': 'none'}],"
                + " 'pooling': {'type': 'attention', 'hidden': 50}, 'classifier': {'hidden': 60, 'norm': false,"
                + " 'activation': 'relu'}}";
        NetworkSettings settings =
                SettingsTree.read(JsonParser.parseString(json.replace('\'', '"')), NetworkSettings.class);
        Shape input = new Shape(1, 1, 16, 40);
        TaggingNetwork network = new TaggingNetwork(settings, input, 40);
        network.initialize(manager, DataType.FLOAT32, input);
        var named = Parameters.named(network);
        requireEven(1 / 8.0, named.get("encoder.project.weight"));
        requireEven(1 / Math.sqrt(20), named.get("sequence0.project.weight"));
        requireEven(0.1021, named.get("sequence0.layers.0.linear1.weight"));
        requireEven(0.1021, named.get("sequence0.layers.0.linear1.bias"));
        requireEven(0.0500, named.get("sequence0.layers.0.linear2.weight"));
        requireEven(0.1250, named.get("sequence0.layers.0.self_attn.in_proj_weight"));
        requireAll(0, named.get("sequence0.layers.0.self_attn.out_proj.bias"));
        requireEven(1 / Math.sqrt(96), named.get("pooling.embed.weight"));
        requireEven(1 / Math.sqrt(50), named.get("pooling.project.weight"));
        requireEven(1 / Math.sqrt(96), named.get("classifier.hidden.weight"));
        requireEven(1 / Math.sqrt(60), named.get("classifier.output.bias"));
    }
}
