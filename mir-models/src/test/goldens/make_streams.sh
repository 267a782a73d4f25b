#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes streams.mka, a recording with three audio streams of 1.2 s at 8 kHz: stereo (300 Hz left, 2500 Hz right), mono noise, and
# stereo again the other way round. Made with ffmpeg 5.1 (Debian); any version will do, the tests know no golden numbers of it.
set -e
cd "$(dirname "$0")/../resources"
ffmpeg -v error -y -f lavfi -i "sine=300:r=8000:d=1.2" -f lavfi -i "sine=2500:r=8000:d=1.2" \
    -f lavfi -i "anoisesrc=r=8000:d=1.2:c=white:a=0.2:s=1" \
    -filter_complex "[0][1]join=inputs=2:channel_layout=stereo,asplit[a][b];[b]channelmap=1|0:stereo[c]" \
    -map "[a]" -map 2 -map "[c]" -c:a flac -sample_fmt s16 -fflags +bitexact -flags +bitexact streams.mka
