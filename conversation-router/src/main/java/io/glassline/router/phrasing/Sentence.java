package io.glassline.router.phrasing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// One sentence, as the guard sees it.
///
/// @param all its words and numbers in order, in one way of writing
/// @param content the same without glue
/// @param names those that are written with a capital letter and do not begin it
/// @param hasParts whether it has signs or words that divide it
/// @param isQuestion whether it asks
/// @param leadsOn whether what follows belongs to it, as an answer or a list
/// @param hasStrangeSign whether it has a sign that is no letter, number or plain punctuation
/// @param words of its language
record Sentence(
        List<String> all,
        List<String> content,
        Set<String> names,
        boolean hasParts,
        boolean isQuestion,
        boolean leadsOn,
        boolean hasStrangeSign,
        PhrasingWords words) {

    private static final Pattern ABBREVIATED =
            Pattern.compile("(?i)\\b(?:st|ave|av|blvd|dr|dra|mr|mrs|ms|sr|sra|no|núm|dept|rd|apt|ste|vs)\\.$");

    private static final Pattern END = Pattern.compile("(?<=[.!?…])[\"”)]*\\s+|\\n\\s*\\n");

    private static final Pattern HALF_DAY_AT_END = Pattern.compile("(?i)\\b([ap])\\.\\s?m\\.(?=\\s+[\\p{Lu}¿¡]|\\s*$)");
    private static final Pattern HALF_DAY = Pattern.compile("(?i)\\b([ap])\\.\\s?m\\b\\.?");

    private static final String MAIL = "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+";
    private static final String LINK =
            "https?://\\S+|www\\.\\S+|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}(?:/\\S*)?";
    private static final String NUMBER = "[$€£]?\\+?\\d+(?:[.,:/–-]\\d+)*%?";
    private static final String WORD = "\\p{L}+(?:['’-]\\p{L}+)*";
    private static final Pattern TOKEN =
            Pattern.compile("(?s)(?<mail>" + MAIL + ")|(?<link>" + LINK + ")|(?<number>" + NUMBER + ")|(?<word>" + WORD
                    + ")|(?<sign>[$€£%&+=°#§])|(?<stop>[-.,;:!?()\"“”‘’'–—/¿¡…])|\\s+|(?<strange>.)");
    private static final Pattern AFTER_LINK = Pattern.compile("[.,;:!?)\"”’']+$");

    static List<Sentence> all(String text, PhrasingWords words) {
        var written = Normalizer.normalize(text, Normalizer.Form.NFC);
        written = HALF_DAY_AT_END.matcher(written).replaceAll("$1m.");
        written = HALF_DAY.matcher(written).replaceAll("$1m");
        var sentences = new ArrayList<Sentence>();
        var open = new StringBuilder();
        for (var piece : END.split(written)) {
            open.append(open.isEmpty() ? "" : " ").append(piece.strip());
            if (!ABBREVIATED.matcher(open).find()) {
                add(sentences, open.toString(), words);
                open.setLength(0);
            }
        }
        add(sentences, open.toString(), words);
        return sentences;
    }

    private static void add(List<Sentence> sentences, String text, PhrasingWords words) {
        var sentence = read(text, words);
        if (!sentence.all.isEmpty() || sentence.hasStrangeSign) {
            sentences.add(sentence);
        }
    }

    private static Sentence read(String text, PhrasingWords words) {
        var all = new ArrayList<String>();
        var names = new HashSet<String>();
        var hasParts = false;
        var isQuestion = false;
        var isStrange = false;
        var token = TOKEN.matcher(text);
        while (token.find()) {
            var group = token.group();
            if (token.group("mail") != null || token.group("link") != null) {
                all.add(AFTER_LINK.matcher(group).replaceAll(""));
            } else if (token.group("number") != null) {
                all.add(words.number(group));
            } else if (token.group("word") != null) {
                var read = words.read(group);
                if (!all.isEmpty() && Character.isUpperCase(group.charAt(0))) {
                    names.addAll(read);
                }
                all.addAll(read);
            } else if (token.group("sign") != null) {
                all.add(group);
            } else if (token.group("stop") != null) {
                isQuestion |= group.equals("?") || group.equals("¿");
                hasParts |= ",;:()–—".contains(group);
                stop(all, words);
            } else if (token.group("strange") != null) {
                isStrange = true;
            }
        }
        var content = all.stream().filter(word -> !words.glue().contains(word)).toList();
        return new Sentence(
                List.copyOf(all),
                content,
                Set.copyOf(names),
                hasParts || all.stream().anyMatch(words.joins()::contains),
                isQuestion,
                isQuestion || text.endsWith(":"),
                isStrange,
                words);
    }

    /// "No parking fee" and "No, parking fee" are not the same.
    private static void stop(List<String> all, PhrasingWords words) {
        if (!all.isEmpty() && words.negations().contains(all.getLast())) {
            all.set(all.size() - 1, all.getLast() + ",");
        }
    }

    boolean isName(String word) {
        return names.contains(word);
    }

    /// Whether it says nothing certain without the sentence before it, or limits what that one says.
    boolean leansBack() {
        return words.leansBack(all) || limits();
    }

    private boolean limits() {
        return all.stream().anyMatch(words::isLimit);
    }

    /// Whether `said` is this sentence, within what the rule allows.
    boolean isSaidAs(List<String> said) {
        return isSame(said) || isSame(words.withoutYouCan(said, content, limits()));
    }

    private boolean isSame(List<String> said) {
        return content.equals(said)
                || withoutLastWay().equals(said)
                || !hasParts && !limits() && PhrasingGuard.isMoved(content, said, words);
    }

    /// Without "or call +1 555 0101" at its end, where nothing limits it; else as it is.
    private List<String> withoutLastWay() {
        var or = PhrasingGuard.lastOf(content, words.or());
        if (or <= 0 || or + 1 >= content.size() || limits()) {
            return content;
        }
        var left = content.subList(or + 1, content.size());
        return words.ways().contains(left.getFirst()) && left.stream().noneMatch(words::isTime)
                ? content.subList(0, or)
                : content;
    }
}
