package io.glassline.simulator.email;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.CityAccount;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's mailbox.
public final class Email implements Provider {

    @Override
    public String kind() {
        return "email";
    }

    @Override
    public Account account(CityAccount city) {
        return new Account(city, new MailAddresses(), 1_000_000, true);
    }

    @Override
    public StandIn standIn(Account account, Surroundings surroundings) {
        return new MailStandIn(account, surroundings);
    }

    @Override
    public Map<String, String> settings(Addresses addresses) {
        return MailDemo.settings(addresses);
    }

    @Override
    public Map<String, String> secrets() {
        return MailDemo.SECRETS;
    }

    @Override
    public Map<String, String> gatewayVariables(Addresses addresses) {
        return MailDemo.gatewayVariables(addresses);
    }
}
