package io.glassline.simulator.telegram;

import io.glassline.simulator.provider.AddressForm;
import io.glassline.simulator.provider.BadRequest;
import java.util.regex.Pattern;

/// Telegram's numbers for people and, with a minus sign, for groups.
record ChatIds() implements AddressForm {

    private static final Pattern ID = Pattern.compile("-?[1-9][0-9]{0,15}");

    @Override
    public String sender(String given) {
        if (!ID.matcher(given).matches()) {
            throw new BadRequest("from '" + given + "' is not a Telegram user id, a number such as 42");
        }
        return given;
    }

    @Override
    public String key(String address) {
        return address.strip();
    }
}
