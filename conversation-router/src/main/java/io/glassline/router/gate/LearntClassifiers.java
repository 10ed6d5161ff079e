package io.glassline.router.gate;

import java.util.List;

/// What is learnt from the sentences that come with Glassline, in English and Spanish, in plain, texting
/// and spoken style: emergencies, refusals of messages, and small talk. Each is learnt once, when it is first
/// asked for.
public final class LearntClassifiers {

    private LearntClassifiers() {}

    /// Learns all of them, so that no message has to wait for it.
    public static void learn() {
        emergencies();
        refusals();
        smallTalk();
    }

    /// The kinds of emergencies that are told apart, in alphabetical order. They are known without
    /// learning.
    public static List<String> emergencyKinds() {
        return Kinds.KINDS;
    }

    static TextClassifier emergencies() {
        return Emergencies.CLASSIFIER;
    }

    static TextClassifier refusals() {
        return Refusals.CLASSIFIER;
    }

    static TextClassifier smallTalk() {
        return SmallTalk.CLASSIFIER;
    }

    private static final class Kinds {

        static final List<String> KINDS = TrainingSentence.labels(TrainingSentence.emergencies());
    }

    private static final class Emergencies {

        static final TextClassifier CLASSIFIER = TextClassifier.trained(TrainingSentence.emergencies());
    }

    private static final class Refusals {

        static final TextClassifier CLASSIFIER = TextClassifier.trained(TrainingSentence.refusals());
    }

    private static final class SmallTalk {

        static final TextClassifier CLASSIFIER = TextClassifier.trained(TrainingSentence.smallTalk());
    }
}
