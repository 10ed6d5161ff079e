package io.glassline.simulator.telegram;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.CityAccount;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's Telegram bot.
public final class Telegram implements Provider {

    @Override
    public String kind() {
        return "telegram";
    }

    @Override
    public Account account(CityAccount city) {
        return new Account(city, new ChatIds(), 4_096, false);
    }

    @Override
    public StandIn standIn(Account account, Surroundings surroundings) {
        return new TelegramStandIn(account, surroundings);
    }

    @Override
    public Map<String, String> settings(Addresses addresses) {
        return TelegramDemo.settings(addresses);
    }

    @Override
    public Map<String, String> secrets() {
        return TelegramDemo.SECRETS;
    }

    @Override
    public Map<String, String> gatewayVariables(Addresses addresses) {
        return TelegramDemo.gatewayVariables(addresses);
    }
}
