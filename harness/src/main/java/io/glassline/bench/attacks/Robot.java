package io.glassline.bench.attacks;

import java.util.List;
import java.util.function.IntFunction;

/// A program that answers each mail of the gateway's, for ever, and how it marks that it is one.
///
/// @param answersMax of the gateway's to it within an hour.
/// @param headers each with its line break.
/// @param words of its nth mail.
record Robot(String kind, int answersMax, String headers, IntFunction<String> words) {

    /// Two answers, and a word that a person will read the next.
    private static final int FEW = 3;

    /// `answers-per-hour` of the example city, and what is said when it is used up.
    private static final int BUDGET = 41;

    private static final String ABSENT = "I am out of the office until Monday.";

    private static final List<String> QUESTIONS = List.of(
            "When is trash day on Elm Street?",
            "Is the library open on Sunday?",
            "How do I get a dog licence?",
            "Where do I pay my water bill?",
            "Who plows the snow on Oak Street?",
            "How can I apply for a parking permit?",
            "The street light in front of my house is out.",
            "Where is the next council meeting?");

    static final List<Robot> ALL = List.of(
            new Robot(
                    "absent, as RFC 3834 wants it told",
                    0,
                    "Auto-Submitted: auto-replied\r\nSubject: Out of office\r\n",
                    _ -> ABSENT),
            new Robot("absent, and marks nothing", FEW, "Subject: Re: Your question\r\n", _ -> ABSENT),
            new Robot("absent, and says that it is no program", FEW, "Auto-Submitted: no\r\n", _ -> ABSENT),
            new Robot(
                    "tickets, generated",
                    0,
                    "Auto-Submitted: auto-generated\r\n",
                    n -> "Your ticket " + n + " has been received."),
            new Robot("tickets, and marks nothing", FEW, "", n -> "Ticket #" + n + " is open, thank you for writing."),
            new Robot(
                    "tells of something (RFC 5436)",
                    0,
                    "Auto-Submitted: auto-notified; owner-email=a@x.example\r\n",
                    n -> "Alarm " + n),
            new Robot("without a return path", 0, "Return-Path: <>\r\n", n -> "We have your mail " + n),
            new Robot("in bulk", 0, "Precedence: bulk\r\n", n -> "We have your mail " + n),
            new Robot(
                    "wants no automatic answer", 0, "X-Auto-Response-Suppress: All\r\n", n -> "We have your mail " + n),
            new Robot(
                    "a header that nobody knows",
                    FEW,
                    "Auto-Submitted:\r\nX-Robot: yes\r\n",
                    n -> "We have your mail " + n),
            new Robot("only counts", FEW, "", Integer::toString),
            new Robot(
                    "asks something else each time",
                    BUDGET,
                    "",
                    n -> QUESTIONS.get(n % QUESTIONS.size()) + " I mean house " + n + "."));

    @Override
    public String toString() {
        return kind;
    }
}
