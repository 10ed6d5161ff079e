package io.glassline.channels.email.reply;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who writes to whom, as far as it tells whose words a mail quotes.
///
/// @param us our address.
/// @param ourName the name beside it in what we send.
/// @param citizen the writer's address.
/// @param answers whether the mail says that it answers another: by its headers or its subject.
/// @param answersUs whether it names a mail that we have signed.
/// @param forwards whether its subject says that it passes another mail on.
/// @param holdsToken whether a text holds an id that we have signed.
public record Correspondence(
        String us,
        Optional<String> ourName,
        String citizen,
        boolean answers,
        boolean answersUs,
        boolean forwards,
        Predicate<String> holdsToken) {

    public Correspondence {
        us = us.toLowerCase(Locale.ROOT);
        citizen = citizen.toLowerCase(Locale.ROOT);
        ourName = ourName.map(name -> name.strip().toLowerCase(Locale.ROOT)).filter(name -> name.length() >= 3);
    }

    boolean namesUs(String line) {
        var lower = line.toLowerCase(Locale.ROOT);
        return addressAt(lower) >= 0 || ourName.filter(lower::contains).isPresent();
    }

    boolean isUs(String address) {
        return addressAt(address) == 0;
    }

    /// Our address as programs write it beside a name: `<…>`, `(…)`, `[mailto:…]`. People write it bare.
    boolean namesUsInBrackets(String line) {
        var lower = line.toLowerCase(Locale.ROOT);
        var at = addressAt(lower);
        if (at < 0) {
            return false;
        }
        var before = lower.substring(0, at).stripTrailing();
        before = before.endsWith("mailto:")
                ? before.substring(0, before.length() - 7).stripTrailing()
                : before;
        return !before.isEmpty() && "<([".indexOf(before.charAt(before.length() - 1)) >= 0;
    }

    /// Where our address begins in a text in lower case, -1 where it does not stand:
    /// `nohelp@city.example` is another's.
    int addressAt(String lower) {
        return ways().mapToInt(way -> found(lower, way))
                .filter(at -> at >= 0)
                .findFirst()
                .orElse(-1);
    }

    /// Programs show `rathaus@xn--mnchen-3ya.example` with the letters that it stands for.
    private Stream<String> ways() {
        var at = us.lastIndexOf('@') + 1;
        return us.indexOf("xn--", at) < 0
                ? Stream.of(us)
                : Stream.of(us, us.substring(0, at) + IDN.toUnicode(us.substring(at)));
    }

    private static int found(String lower, String address) {
        for (var at = lower.indexOf(address); at >= 0; at = lower.indexOf(address, at + 1)) {
            var end = at + address.length();
            var isWhole = (at == 0 || !isOfAddress(lower.charAt(at - 1)) && lower.charAt(at - 1) != '.')
                    && (end == lower.length()
                            || !isOfAddress(lower.charAt(end))
                                    && !(lower.charAt(end) == '.'
                                            && end + 1 < lower.length()
                                            && isOfAddress(lower.charAt(end + 1))));
            if (isWhole) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isOfAddress(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || "_%+-".indexOf(c) >= 0;
    }
}
