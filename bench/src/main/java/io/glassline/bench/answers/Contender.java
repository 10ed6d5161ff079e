package io.glassline.bench.answers;

import io.glassline.bench.answers.Question.Reply;
import java.util.Locale;

/// Whoever answers questions, one at a time.
interface Contender {

    String name();

    Reply ask(String text, Locale language);
}
