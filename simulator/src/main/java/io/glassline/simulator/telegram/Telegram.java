package io.glassline.simulator.telegram;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's Telegram bot.
public final class Telegram implements Provider {

    static final Account ACCOUNT = new Account("city-telegram", new ChatIds(), 4_096, false);

    @Override
    public Account account() {
        return ACCOUNT;
    }

    @Override
    public StandIn standIn(Surroundings surroundings) {
        return new TelegramStandIn(surroundings);
    }

    @Override
    public Map<String, String> gatewayVariables(Addresses addresses) {
        return TelegramDemo.gatewayVariables(addresses);
    }
}
