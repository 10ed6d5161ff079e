package io.glassline.router.phrasing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The times at the end of a sentence: "City Hall is open | Monday to Friday | from 8 am to 5 pm". They may be said
/// in any order, and before the rest. One of them names days at most, and one does not, so that none is taken for
/// another's.
///
/// @param head what comes before them
/// @param times each as its words
record MovedTimes(List<String> head, List<List<String>> times) {

    /// By a letter for each word: p a word such as "from", d the name of a day or a month, t another word of time, n a
    /// number, r a word such as "to" between two times, x any other.
    private static final Pattern AT_END = Pattern.compile("^(.*x)((?:(?:p[ndt]+|d[ndt]*)(?:r[ndt]+)*)+)$");

    private static final Pattern TIME = Pattern.compile("(?:p[ndt]+|d[ndt]*)(?:r[ndt]+)*");

    static Optional<MovedTimes> of(List<String> content, PhrasingWords words) {
        var letters = content.stream().map(words::letter).collect(Collectors.joining());
        var end = AT_END.matcher(letters);
        if (!end.find()) {
            return Optional.empty();
        }
        var head = content.subList(0, end.end(1));
        var times = new ArrayList<List<String>>();
        var time = TIME.matcher(letters);
        time.region(end.start(2), end.end(2));
        while (time.find()) {
            times.add(content.subList(time.start(), time.end()));
        }
        var ofDays = times.stream()
                .filter(each -> each.stream().anyMatch(words.days()::contains))
                .count();
        var isOfTime = times.stream().allMatch(each -> each.stream().anyMatch(words::isUnitOfTime));
        return isOfTime && ofDays <= 1 && times.size() - ofDays <= 1
                ? Optional.of(new MovedTimes(head, times))
                : Optional.empty();
    }

    /// All orders that say the same.
    Stream<List<String>> orders() {
        return (times.size() == 1 ? Stream.of(times) : Stream.of(times, times.reversed()))
                .flatMap(order -> Stream.iterate(0, at -> at <= order.size(), at -> at + 1)
                        .map(at -> Stream.of(
                                        order.subList(0, at).stream().flatMap(List::stream),
                                        head.stream(),
                                        order.subList(at, order.size()).stream().flatMap(List::stream))
                                .flatMap(words -> words)
                                .toList()));
    }
}
