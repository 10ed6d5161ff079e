package io.glassline.channels.sms;

import java.util.Map;

/// The alphabet of text messages (GSM 03.38). A text with one character outside it holds 70 characters where it
/// would hold 160, and so costs double.
final class SmsAlphabet {

    private static final String GSM =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€";

    /// Marks that differ from a plain one by their looks alone.
    private static final Map<Character, String> PLAIN = Map.ofEntries(
            Map.entry('‘', "'"),
            Map.entry('’', "'"),
            Map.entry('‚', "'"),
            Map.entry('‛', "'"),
            Map.entry('“', "\""),
            Map.entry('”', "\""),
            Map.entry('„', "\""),
            Map.entry('‟', "\""),
            Map.entry('«', "\""),
            Map.entry('»', "\""),
            Map.entry('‐', "-"),
            Map.entry('‑', "-"),
            Map.entry('‒', "-"),
            Map.entry('–', "-"),
            Map.entry('—', "-"),
            Map.entry('−', "-"),
            Map.entry('…', "..."),
            Map.entry('•', "-"),
            Map.entry('\u00a0', " "),
            Map.entry('\u2009', " "),
            Map.entry('\u200a', " "),
            Map.entry('\u202f', " "),
            Map.entry('\u200b', ""),
            Map.entry('\ufeff', ""));

    private SmsAlphabet() {}

    /// The text with plain punctuation, if that brings all of it into the alphabet; else as it is.
    static String cheaper(String text) {
        if (isCheap(text)) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            plain.append(PLAIN.getOrDefault(c, String.valueOf(c)));
        }
        return isCheap(plain) ? plain.toString() : text;
    }

    private static boolean isCheap(CharSequence text) {
        return text.chars().allMatch(c -> GSM.indexOf(c) >= 0);
    }
}
