// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

/** Says what of a file is damaged: the first places by themselves, and how many more there are. */
final class DamageReporter {

    private static final int NAMED = 10;

    private final AudioReader request;
    private int count;
    private double seconds;

    DamageReporter(AudioReader request) {
        this.request = request;
    }

    void add(Damage damage) {
        if (damage.at() + damage.seconds() <= request.start() || damage.at() >= request.start() + request.duration()) {
            return; // of what was asked for, nothing is lost
        }
        count++;
        seconds += damage.seconds();
        if (count <= NAMED) {
            say(request.file() + " is damaged at " + Seconds.of(damage.at()) + ": " + Seconds.of(damage.seconds())
                    + " could not be decoded and are silent.");
        }
    }

    /**
     * Says the rest, at the end of the file.
     *
     * @param packets how many could not be decoded
     */
    void finish(int packets) {
        if (count == 0 && packets > 0) {
            say(
                    request.file() + " is damaged: " + packets
                            + " of its packets could not be decoded. What is lost is shorter than what can be told from its times.");
        }
        if (count > NAMED) {
            say(request.file() + " is damaged at " + count + " places; " + Seconds.of(seconds) + " in all are silent.");
        }
    }

    private void say(String sentence) {
        request.notices().accept(new AudioNotice(AudioNotice.Kind.DAMAGE, sentence));
    }
}
