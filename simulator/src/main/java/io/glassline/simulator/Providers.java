package io.glassline.simulator;

import io.glassline.simulator.email.Email;
import io.glassline.simulator.provider.Accounts;
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

    static Accounts accounts() {
        return new Accounts(ALL.stream().map(Provider::account).toList());
    }

    /// How a gateway is told where the stand-ins are and which secrets it shares with them: the variables that
    /// `config/channels.yml` names.
    public static Map<String, String> gatewayVariables(Addresses addresses) {
        var variables = new HashMap<String, String>();
        ALL.forEach(provider -> variables.putAll(provider.gatewayVariables(addresses)));
        return variables;
    }
}
