package io.glassline.simulator.email;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's mailbox.
public final class Email implements Provider {

    static final Account ACCOUNT = new Account("city-email", new MailAddresses(), 1_000_000, true);

    @Override
    public Account account() {
        return ACCOUNT;
    }

    @Override
    public StandIn standIn(Surroundings surroundings) {
        return new MailStandIn(surroundings);
    }

    @Override
    public Map<String, String> gatewayVariables(Addresses addresses) {
        return MailDemo.gatewayVariables(addresses);
    }
}
