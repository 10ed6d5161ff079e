package io.glassline.simulator.whatsapp;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.PhoneNumbers;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's WhatsApp number.
public final class WhatsApp implements Provider {

    static final Account ACCOUNT = new Account("city-whatsapp", new PhoneNumbers(false, false), 4_096, false);

    @Override
    public Account account() {
        return ACCOUNT;
    }

    @Override
    public StandIn standIn(Surroundings surroundings) {
        return new WhatsAppStandIn(surroundings);
    }

    @Override
    public Map<String, String> gatewayVariables(Addresses addresses) {
        return WhatsAppDemo.gatewayVariables(addresses);
    }
}
