// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.mir4j.models.checkpoint.Tensor;

/**
 * The deepest level of a network of {@link Spleeter}: a convolution down, {@code h = D x + b}, and one up, {@code U h}, with
 * nothing between them. Both are linear, so that what the two do together is a matter of their product alone, and as many
 * channels between them as its rank are enough. Two thirds of all weights are here.
 *
 * <p>Fewer channels do the best that so many can: the product with its largest singular values (Eckart and Young, "The
 * approximation of one matrix by another of lower rank", Psychometrika 1, 1936). With {@code D D^T = L L^T} and the
 * eigenvectors {@code V} of {@code L^T U^T U L}, whose eigenvalues are the squares of those singular values,
 * {@code U D} is nearest to {@code (U L V) (V^T L^-1 D)}, and each singular value is shared by both factors.
 */
final class SpleeterBottleneck {

    /** Directions that are so much weaker than the strongest one are none. */
    private static final double NONE = 1e-12;

    private final RealMatrix down; // (width, in times kernel)
    private final RealMatrix bias; // (width, 1)
    private final RealMatrix up; // (width, out times kernel)

    private SpleeterBottleneck(Tensor down, Tensor bias, Tensor up) {
        this.down = matrix(down);
        this.bias = matrix(bias);
        this.up = matrix(up);
    }

    /**
     * Weights of networks that may have wider bottlenecks, made narrow.
     *
     * @param weights by the names that {@link Spleeter} gives them
     * @param channels of each level that is wanted
     * @return the weights, with new bottlenecks where those were wider and are followed by a level of the same size
     */
    static Map<String, Tensor> narrowed(Map<String, Tensor> weights, List<Integer> channels) {
        Map<String, Tensor> fitted = new LinkedHashMap<>(weights);
        int depth = channels.size();
        for (int stem = 0; ; stem++) {
            String down = Spleeter.layer("conv2d", stem * (depth + 1) + depth - 1);
            String up = Spleeter.layer("conv2d_transpose", stem * depth);
            Tensor kernel = weights.get(down + ".weight");
            Tensor doubling = weights.get(up + ".weight");
            Tensor bias = weights.get(down + ".bias");
            if (kernel == null || doubling == null || bias == null) {
                return fitted;
            }
            int width = channels.get(depth - 1);
            boolean wider = kernel.shape()[0] == doubling.shape()[0]
                    && kernel.shape()[0] == bias.values().length
                    && kernel.shape()[0] > width;
            if (wider) {
                RealMatrix[] narrow = new SpleeterBottleneck(kernel, bias, doubling).narrowed(width);
                fitted.put(down + ".weight", tensor(narrow[0], kernel.shape()));
                fitted.put(down + ".bias", tensor(narrow[1], bias.shape()));
                fitted.put(up + ".weight", tensor(narrow[2], doubling.shape()));
            }
        }
    }

    /** Kernel and bias of the convolution down, and kernel of the one up, with so many channels between them. */
    private RealMatrix[] narrowed(int width) {
        EigenDecomposition received = new EigenDecomposition(symmetric(down));
        double least = received.getRealEigenvalue(0) * NONE;
        RealMatrix root = received.getV().copy(); // L
        RealMatrix inverse = received.getVT().copy(); // L^-1
        for (int i = 0; i < root.getColumnDimension(); i++) {
            double value = received.getRealEigenvalue(i);
            double scale = value > least ? Math.sqrt(value) : 0;
            root.setColumnVector(i, root.getColumnVector(i).mapMultiply(scale));
            inverse.setRowVector(i, inverse.getRowVector(i).mapMultiply(scale == 0 ? 0 : 1 / scale));
        }
        EigenDecomposition product =
                new EigenDecomposition(symmetric(root.transpose().multiply(up)));
        RealMatrix directions = product.getV().getSubMatrix(0, root.getColumnDimension() - 1, 0, width - 1);
        RealMatrix projection = directions.transpose().multiply(inverse);
        RealMatrix lift = root.multiply(directions).transpose();
        for (int i = 0; i < width; i++) {
            double shared = Math.sqrt(Math.sqrt(Math.max(product.getRealEigenvalue(i), 0)));
            projection.setRowVector(i, projection.getRowVector(i).mapMultiply(shared));
            lift.setRowVector(i, lift.getRowVector(i).mapMultiply(shared == 0 ? 0 : 1 / shared));
        }
        return new RealMatrix[] {projection.multiply(down), projection.multiply(bias), lift.multiply(up)};
    }

    /** The products of all rows with each other, whose rounding is kept from making them differ across the diagonal. */
    private static RealMatrix symmetric(RealMatrix rows) {
        RealMatrix products = rows.multiply(rows.transpose());
        return products.add(products.transpose()).scalarMultiply(0.5);
    }

    /** The first axis as rows, all others as columns. */
    private static RealMatrix matrix(Tensor tensor) {
        int rows = (int) tensor.shape()[0];
        int columns = tensor.values().length / rows;
        RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
        for (int i = 0; i < tensor.values().length; i++) {
            matrix.setEntry(i / columns, i % columns, tensor.values()[i]);
        }
        return matrix;
    }

    private static Tensor tensor(RealMatrix matrix, long[] like) {
        long[] shape = like.clone();
        shape[0] = matrix.getRowDimension();
        float[] values = new float[matrix.getRowDimension() * matrix.getColumnDimension()];
        IntStream.range(0, values.length)
                .forEach(i -> values[i] =
                        (float) matrix.getEntry(i / matrix.getColumnDimension(), i % matrix.getColumnDimension()));
        return new Tensor(shape, values);
    }
}
