package io.glassline.figure.desk;

import io.glassline.figure.Dealing;
import io.glassline.figure.TopicMarks;
import java.time.Instant;
import java.util.List;

/// What is known of conversations for the desk's figures. Safe to call from any thread.
public interface Dealings {

    /// Those that ended from `since` until just before `until`, and those that were open at `until`. A conversation in
    /// which no citizen wrote is none.
    List<Dealing> between(Instant since, Instant until);

    /// How many conversations in which a citizen first wrote in one of `weeks` weeks before `until` had the same
    /// answers and the same queue. Week 0 is the last one.
    List<Asked> asked(Instant until, int weeks);

    /// What citizens first wrote in conversations that they began from `since` until just before `until`, the latest
    /// first, at most `countMax`. The words are as they came.
    List<Question> questions(Instant since, Instant until, int countMax);

    record Asked(int week, TopicMarks marks, long conversations) {}

    record Question(TopicMarks marks, String words) {}
}
