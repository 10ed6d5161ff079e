package io.glassline.channels.email;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The name of a domain as mail servers know it: `exämple.de` is `xn--exmple-cua.de`.
///
/// Java's [IDN] is of 2003, when `straße.de` meant `strasse.de`, which is another's. So labels with the
/// letters that mean themselves since (RFC 5891) are written here.
final class DomainName {

    private static final String MEAN_THEMSELVES = "ßς\u200c\u200d";

    private static final int BASE = 36;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_CODE_POINT = 128;
    private static final int LABEL_MAX_CHARS = 63;

    /// RFC 1035. A longer one is nobody's, and thousands of labels would each be looked at.
    private static final int NAME_MAX_CHARS = 253;

    private DomainName() {}

    /// In lower case and ASCII; as it is, in lower case, when it is no name of a domain.
    static String ascii(String domain) {
        var lower = domain.strip().toLowerCase(Locale.ROOT).replaceAll("[\u3002\uff0e\uff61]", ".");
        var bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (bare.length() > NAME_MAX_CHARS) {
            return bare;
        }
        try {
            return Arrays.stream(bare.split("\\.", -1))
                    .map(DomainName::asciiLabel)
                    .collect(Collectors.joining("."));
        } catch (IllegalArgumentException e) {
            return bare;
        }
    }

    private static String asciiLabel(String label) {
        if (label.chars().noneMatch(c -> MEAN_THEMSELVES.indexOf(c) >= 0)) {
            return IDN.toASCII(label, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        }
        var normal = Normalizer.normalize(label, Normalizer.Form.NFC);
        if (normal.length() > LABEL_MAX_CHARS) {
            throw new IllegalArgumentException("a label of " + normal.length() + " characters");
        }
        return "xn--" + punycode(normal.codePoints().toArray());
    }

    /// RFC 3492.
    private static String punycode(int[] label) {
        var out = new StringBuilder();
        Arrays.stream(label).filter(c -> c < FIRST_CODE_POINT).forEach(out::appendCodePoint);
        var basic = out.length();
        if (basic > 0) {
            out.append('-');
        }
        var next = FIRST_CODE_POINT;
        var delta = 0;
        var bias = FIRST_BIAS;
        for (var handled = basic; handled < label.length; next++, delta++) {
            var from = next;
            var least = Arrays.stream(label).filter(c -> c >= from).min().orElseThrow();
            delta += (least - next) * (handled + 1);
            next = least;
            for (var c : label) {
                delta += c < next ? 1 : 0;
                if (c == next) {
                    append(out, delta, bias);
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int delta, int bias) {
        var rest = delta;
        for (var k = BASE; ; k += BASE) {
            var t = Math.clamp(k - bias, 1, T_MAX);
            if (rest < t) {
                out.append(digit(rest));
                return;
            }
            out.append(digit(t + (rest - t) % (BASE - t)));
            rest = (rest - t) / (BASE - t);
        }
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int adapted(int delta, int count, boolean isFirst) {
        var rest = isFirst ? delta / DAMP : delta / 2;
        rest += rest / count;
        var k = 0;
        for (; rest > (BASE - 1) * T_MAX / 2; k += BASE) {
            rest /= BASE - 1;
        }
        return k + BASE * rest / (rest + SKEW);
    }
}
