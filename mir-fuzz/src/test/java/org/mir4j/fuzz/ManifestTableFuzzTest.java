// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.datasets.Datasets;

@Tag("fuzz")
class ManifestTableFuzzTest {

    private static final HostileFile FILE = HostileFile.ending(".csv");

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "file,labels,split\na.wav,x|y,train\n\"b, c.wav\",x;z,test\n",
                        "id,file,rock,pop\n1,a.wav,1,0\n2,b.wav,,1\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aManifestIsReadOrRefused(byte[] bytes) {
        FILE.read(bytes, file -> Datasets.of(file.toString()));
    }
}
