package io.glassline.privacy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Finds an address in bytes that a provider sent: as it is, as in a URL, a number without its plus. Where it stands
/// within a longer number or word it is another's.
public final class AddressTraces {

    /// A shorter number may be anything.
    private static final int DIGITS_MIN = 7;

    private final Set<String> writings = new HashSet<>();

    public AddressTraces(Collection<String> addresses) {
        for (var address : addresses) {
            var small = address.toLowerCase(Locale.ROOT);
            writings.add(small);
            writings.add(URLEncoder.encode(small, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
            var digits = small.replaceAll("[^0-9]", "");
            if (digits.length() >= DIGITS_MIN && small.matches("[+0-9 ().-]+")) {
                writings.add(digits);
            }
        }
    }

    public boolean areIn(byte[] bytes) {
        return areIn(new String(bytes, StandardCharsets.UTF_8));
    }

    public boolean areIn(String text) {
        var small = text.toLowerCase(Locale.ROOT);
        return writings.stream().anyMatch(writing -> isIn(small, writing));
    }

    private static boolean isIn(String text, String writing) {
        for (var at = text.indexOf(writing); at >= 0; at = text.indexOf(writing, at + 1)) {
            var end = at + writing.length();
            var isWithinNumber = at > 0 && isDigit(text, at - 1) && isDigit(text, at)
                    || end < text.length() && isDigit(text, end) && isDigit(text, end - 1);
            if (!isWithinNumber) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
