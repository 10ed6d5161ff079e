package io.glassline.config;

import java.util.List;

/// The outcome of reading configuration: the thing itself, or everything that is wrong with it at once.
public sealed interface Parsed<T> {

    record Good<T>(T value) implements Parsed<T> {}

    record Bad<T>(List<Problem> problems) implements Parsed<T> {

        public Bad {
            problems = problems.stream().sorted().toList();
        }
    }
}
