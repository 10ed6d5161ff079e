package io.glassline.router.knowledge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Which texts are asked together of a ranker that has not seen them.
///
/// Phrasings of one answer that are nearly the same are asked together. Apart, each would find its copy: the trials
/// would look easy, and then only near-copies of a phrasing would be trusted. An answer with a single phrasing, or with
/// copies of it, is not asked: nothing would be left to find it by, and that would look as if nothing could be trusted.
final class Folds {

    static final int COUNT = 5;

    /// Two phrasings with this share of their words in common are nearly the same: "how do I pay my water bill" and
    /// "how can I pay my water bill".
    private static final double NEAR_COPY_MIN = 0.75;

    /// Of a text that is always learnt and never asked.
    private static final int NONE = -1;

    private final List<Example> examples;
    private final int[] groupOf; // of phrasings within their answer
    private final int[] foldOf;

    private Folds(List<Example> examples, int[] groupOf, int[] foldOf) {
        this.examples = examples;
        this.groupOf = groupOf;
        this.foldOf = foldOf;
    }

    static Folds of(List<Example> examples, int answers) {
        var groupOf = new int[examples.size()];
        var foldOf = new int[examples.size()];
        var groups = new int[answers + 1]; // so many there are of each answer
        var ofAnswer = new ArrayList<List<Integer>>();
        for (var answer = 0; answer <= answers; answer++) {
            ofAnswer.add(new ArrayList<>());
        }
        for (var i = 0; i < groupOf.length; i++) {
            var example = examples.get(i);
            if (example.origin() == Example.Origin.ANSWER_TEXT) {
                groupOf[i] = NONE;
                foldOf[i] = NONE;
                continue;
            }
            var before = ofAnswer.get(example.answer());
            groupOf[i] = example.isForeign() ? NONE : groupOfCopy(example, before, examples, groupOf);
            if (groupOf[i] == NONE) {
                groupOf[i] = groups[example.answer()]++;
            }
            foldOf[i] = (groupOf[i] + example.answer()) % COUNT;
            before.add(i);
        }
        for (var answer = 0; answer < answers; answer++) {
            if (groups[answer] < 2) {
                ofAnswer.get(answer).forEach(i -> foldOf[i] = NONE);
            }
        }
        return new Folds(examples, groupOf, foldOf);
    }

    private static int groupOfCopy(Example example, List<Integer> before, List<Example> examples, int[] groupOf) {
        for (var i : before) {
            if (shared(example.words(), examples.get(i).words()) >= NEAR_COPY_MIN) {
                return groupOf[i];
            }
        }
        return NONE;
    }

    /// The share of the words of both that are in both.
    static double shared(List<String> one, List<String> other) {
        var both = new HashSet<>(one);
        both.retainAll(new HashSet<>(other));
        var either = new HashSet<>(one);
        either.addAll(other);
        return either.isEmpty() ? 0 : (double) both.size() / either.size();
    }

    List<Example> asked(int fold) {
        return in(fold, true);
    }

    List<Example> learnt(int fold) {
        return in(fold, false);
    }

    private List<Example> in(int fold, boolean asked) {
        var found = new ArrayList<Example>();
        for (var i = 0; i < foldOf.length; i++) {
            if ((foldOf[i] == fold) == asked) {
                found.add(examples.get(i));
            }
        }
        return found;
    }

    /// Whether two phrasings of one answer are nearly the same; both by their place in the list.
    boolean areCopies(int one, int other) {
        return groupOf[one] == groupOf[other];
    }
}
