package io.glassline.simulator.email;

import io.glassline.simulator.provider.AddressForm;
import io.glassline.simulator.provider.BadRequest;
import java.util.Locale;
import java.util.regex.Pattern;

/// Mail addresses, alone or after a name: `Ana <ana@example.org>`.
record MailAddresses() implements AddressForm {

    private static final Pattern ADDRESS = Pattern.compile(".*[^@\\s<]+@[^@\\s>]+.*");

    @Override
    public String sender(String given) {
        if (!ADDRESS.matcher(given).matches()) {
            throw new BadRequest("from '" + given + "' is not a mail address");
        }
        return given;
    }

    @Override
    public String key(String address) {
        var open = address.lastIndexOf('<');
        var close = address.lastIndexOf('>');
        var bare = open >= 0 && close > open ? address.substring(open + 1, close) : address;
        return bare.strip().toLowerCase(Locale.ROOT);
    }
}
