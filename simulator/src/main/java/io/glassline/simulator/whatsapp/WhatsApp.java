package io.glassline.simulator.whatsapp;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.CityAccount;
import io.glassline.simulator.provider.PhoneNumbers;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's WhatsApp number.
public final class WhatsApp implements Provider {

    @Override
    public String kind() {
        return "whatsapp";
    }

    @Override
    public Account account(CityAccount city) {
        return new Account(city, new PhoneNumbers(false, false), 4_096, false);
    }

    @Override
    public StandIn standIn(Account account, Surroundings surroundings) {
        return new WhatsAppStandIn(account, surroundings);
    }

    @Override
    public Map<String, String> settings(Addresses addresses) {
        return WhatsAppDemo.settings(addresses);
    }

    @Override
    public Map<String, String> secrets() {
        return WhatsAppDemo.SECRETS;
    }

    @Override
    public Map<String, String> gatewayVariables(Addresses addresses) {
        return WhatsAppDemo.gatewayVariables(addresses);
    }
}
