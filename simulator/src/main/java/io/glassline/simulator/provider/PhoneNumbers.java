package io.glassline.simulator.provider;

import java.util.Locale;
import java.util.regex.Pattern;

/// Addresses that are phone numbers.
///
/// @param anyWords whether whoever withholds their number may come as words
/// @param plus whether the provider gives every number but short codes with its plus sign
public record PhoneNumbers(boolean anyWords, boolean plus) implements AddressForm {

    /// Cannot be reached, as a provider's test number cannot. Everybody else can.
    public static final String UNREACHABLE = "+15550404";

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,15}");
    private static final Pattern LACKS_PLUS = Pattern.compile("[0-9]{7,15}");

    @Override
    public String sender(String given) {
        if (!anyWords && !NUMBER.matcher(given).matches()) {
            throw new BadRequest("from '" + given + "' is not a phone number such as +15550199");
        }
        return plus && LACKS_PLUS.matcher(given).matches() ? "+" + given : given;
    }

    @Override
    public String key(String address) {
        var digits = address.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? address.toLowerCase(Locale.ROOT).strip() : digits;
    }
}
