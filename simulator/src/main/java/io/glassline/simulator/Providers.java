package io.glassline.simulator;

import io.glassline.simulator.email.Email;
import io.glassline.simulator.provider.Accounts;
import io.glassline.simulator.provider.City;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.Provider.Addresses;
import io.glassline.simulator.telegram.Telegram;
import io.glassline.simulator.twilio.TwilioPhone;
import io.glassline.simulator.twilio.TwilioSms;
import io.glassline.simulator.whatsapp.WhatsApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The providers that have a stand-in. A new one is a folder and a line here.
public final class Providers {

    static final List<Provider> ALL =
            List.of(new TwilioSms(), new WhatsApp(), new Telegram(), new Email(), new TwilioPhone());

    private Providers() {}

    static Accounts accounts(City city) {
        return new Accounts(city.accounts().stream()
                .map(account -> of(account.kind()).account(account))
                .toList());
    }

    /// Whether there is a stand-in for accounts of this kind.
    public static boolean has(String kind) {
        return ALL.stream().anyMatch(provider -> provider.kind().equals(kind));
    }

    /// @throws IllegalArgumentException when there is no stand-in for this kind
    public static Provider of(String kind) {
        return ALL.stream()
                .filter(provider -> provider.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stand-in is there for " + kind));
    }

    /// How a gateway is told where the stand-ins are and which secrets it shares with them: the variables that
    /// `config/channels.yml` names.
    public static Map<String, String> gatewayVariables(Addresses addresses) {
        var variables = new HashMap<String, String>();
        ALL.forEach(provider -> variables.putAll(provider.gatewayVariables(addresses)));
        variables.put("GLASSLINE_WEB_CHAT_SECRET", "demo-web-chat-session-secret"); // the chat has no provider
        variables.put("GLASSLINE_WEB_CHAT_ORIGINS", addresses.url());
        variables.put("GLASSLINE_OPEN311_URL", addresses.url() + "/open311/v2");
        return variables;
    }
}
