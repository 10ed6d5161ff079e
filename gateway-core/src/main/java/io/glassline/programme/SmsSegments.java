package io.glassline.programme;

/// How many SMS a text takes: 160 or, joined, 153 characters of their alphabet (GSM 03.38), some of
/// which count twice; 70 or 67 where one character is outside of it. That is what the city pays
/// for, for each person.
public final class SmsSegments {

    private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_TWICE = "^{}\\[~]|€\f";

    private SmsSegments() {}

    public static int of(String text) {
        var units = 0;
        for (var i = 0; i < text.length(); i++) {
            if (GSM.indexOf(text.charAt(i)) >= 0) {
                units += 1;
            } else if (GSM_TWICE.indexOf(text.charAt(i)) >= 0) {
                units += 2;
            } else {
                return segments(text.length(), 70, 67);
            }
        }
        return segments(units, 160, 153);
    }

    private static int segments(int units, int single, int joined) {
        return units <= single ? 1 : (units + joined - 1) / joined;
    }
}
