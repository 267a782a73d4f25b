// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.mir4j.core.error.ModelException;

/**
 * What is made of the stems of several models. A stem is combined from the models that give it; which these are is settled
 * by its name.
 *
 * <p>Of one stem and the rest of the song, the rest is made of each model's other stems first, and combined then: so models
 * of two stems go with models of four.
 */
public final class EnsembleStems {

    /**
     * What one model gives.
     *
     * @param model its name
     * @param outputs the names of its stems, in order
     */
    public record Member(String model, List<String> outputs) {

        /** Keeps a copy of the list. */
        public Member {
            outputs = List.copyOf(outputs);
        }
    }

    private final List<Member> members;
    private final List<StemSelection> selections;
    private final List<String> names;
    private final boolean two;
    private final boolean residual;

    private EnsembleStems(
            List<Member> members, List<StemSelection> selections, List<String> names, boolean two, boolean residual) {
        this.members = List.copyOf(members);
        this.selections = List.copyOf(selections);
        this.names = List.copyOf(names);
        this.two = two;
        this.residual = residual;
    }

    /**
     * All stems of all models: those of the first, then those that the others have besides.
     *
     * @param members at least one model
     * @param residual whether the last stem is what the others leave of the mixture instead
     * @return the stems
     * @throws ModelException if there is to be a residual, and the models give different stems: they do not sum to a song
     */
    public static EnsembleStems all(List<Member> members, boolean residual) {
        Set<String> names = new LinkedHashSet<>();
        members.forEach(member -> names.addAll(member.outputs()));
        if (residual) {
            requireSame(members);
        }
        if (residual && names.size() == 1) {
            return two(members, names.iterator().next(), true);
        }
        List<StemSelection> selections = members.stream()
                .map(member -> StemSelection.all(member.outputs(), false))
                .toList();
        return new EnsembleStems(members, selections, List.copyOf(names), false, residual);
    }

    private static void requireSame(List<Member> members) {
        Member first = members.get(0);
        for (Member other : members) {
            if (!new TreeSet<>(other.outputs()).equals(new TreeSet<>(first.outputs()))) {
                throw new ModelException(
                        "Stems of several models leave a residual only if the models give the same stems; "
                                + first.model() + " gives " + String.join(", ", first.outputs()) + ", and "
                                + other.model()
                                + " gives " + String.join(", ", other.outputs())
                                + ". Separate one stem from the rest.");
            }
        }
    }

    /**
     * One stem and the rest of the song.
     *
     * @param members at least one model
     * @param stem one of each model's
     * @param residual whether the rest is what the stem leaves of the mixture, rather than a combination of each model's
     *     rest
     * @return the stems
     * @throws ModelException if one of the models gives no such stem
     */
    public static EnsembleStems two(List<Member> members, String stem, boolean residual) {
        for (Member member : members) {
            if (!member.outputs().contains(stem)) {
                throw new ModelException("The model " + member.model() + " gives no stem \"" + stem + "\"; it gives "
                        + String.join(", ", member.outputs()) + ".");
            }
        }
        List<StemSelection> selections = members.stream()
                .map(member -> StemSelection.two(member.outputs(), stem, false))
                .toList();
        return new EnsembleStems(members, selections, selections.get(0).names(), true, residual);
    }

    /**
     * What comes out.
     *
     * @return the names of the stems, in order
     */
    public List<String> names() {
        return names;
    }

    /**
     * Who a stem comes from.
     *
     * @param stem one of {@link #names}
     * @return the names of the models, in order
     */
    public List<String> models(String stem) {
        return contributors(names.indexOf(stem)).stream()
                .map(member -> members.get(member).model())
                .toList();
    }

    /** The models that a stem is combined from, by their numbers. */
    List<Integer> contributors(int stem) {
        List<Integer> numbers = new ArrayList<>();
        for (int member = 0; member < members.size(); member++) {
            if (row(member, stem) >= 0) {
                numbers.add(member);
            }
        }
        return numbers;
    }

    /** Where a stem is among those that are selected of a model; -1 if it is not. */
    int row(int member, int stem) {
        // a rest is called by what the model gives besides: no_vocals, or accompaniment
        return two ? stem : selections.get(member).names().indexOf(names.get(stem));
    }

    /** What is made of each model's stems before they are combined. */
    StemSelection selection(int member) {
        return selections.get(member);
    }

    /** The stems with what is to be the residual of them. */
    StemAudio finished(StemAudio combined) {
        return residual ? StemSelection.all(names, true).of(combined) : combined;
    }
}
