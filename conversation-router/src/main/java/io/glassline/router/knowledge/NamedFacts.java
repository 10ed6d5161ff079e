package io.glassline.router.knowledge;

import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a text names that is the same in every language: amounts of money, telephone numbers, mail addresses. Pages
/// on the web have translations of their own, and are not compared.
///
/// @param facts without the signs that are written differently: `$1,500` and `$1.500` are `$1500`
record NamedFacts(TreeSet<String> facts) {

    private static final Pattern WEB = Pattern.compile("https?://\\S+");

    private static final Pattern FACT = Pattern.compile(
            "[\\w.+-]+@[\\w-]+\\.[\\w.-]*\\w" // of a mailbox
                    + "|\\$\\s?\\d[\\d.,]*\\d|\\$\\s?\\d" // dollars
                    + "|\\+?\\d[\\d ()-]{5,}\\d"); // a telephone

    static NamedFacts of(String text) {
        return new NamedFacts(FACT.matcher(WEB.matcher(text).replaceAll(" "))
                .results()
                .map(fact ->
                        fact.group().contains("@") ? fact.group() : fact.group().replaceAll("[^\\d$]", ""))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// What only one of the two has, in words.
    static Optional<String> differences(NamedFacts first, NamedFacts second) {
        var onlyFirst = new TreeSet<>(first.facts);
        onlyFirst.removeAll(second.facts);
        var onlySecond = new TreeSet<>(second.facts);
        onlySecond.removeAll(first.facts);
        if (onlyFirst.isEmpty() && onlySecond.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("the first names %s, the second %s".formatted(said(onlyFirst), said(onlySecond)));
    }

    private static String said(TreeSet<String> facts) {
        return facts.isEmpty() ? "nothing of the kind" : String.join(" and ", facts);
    }
}
