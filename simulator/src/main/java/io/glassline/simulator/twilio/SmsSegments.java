package io.glassline.simulator.twilio;

/// How many SMS a text takes, as Twilio bills it: 160 or 153 GSM-7 septets, 70 or 67 UTF-16 units.
public final class SmsSegments {

    private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_TWO_SEPTETS = "^{}\\[~]|€\f";

    private SmsSegments() {}

    public static int of(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (GSM.indexOf(character) >= 0) {
                septets += 1;
            } else if (GSM_TWO_SEPTETS.indexOf(character) >= 0) {
                septets += 2;
            } else {
                return segments(text.length(), 70, 67);
            }
        }
        return segments(septets, 160, 153);
    }

    private static int segments(int units, int single, int joined) {
        return units <= single ? 1 : (units + joined - 1) / joined;
    }
}
