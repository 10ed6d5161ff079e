package io.glassline.channel;

import io.glassline.kit.ChannelSample;
import io.glassline.kit.ProviderStandIn;
import io.glassline.message.Delivery;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [ChannelContract] for an adapter whose sample is told here, method by method, and is of use to no one else. Each
/// is as in [ChannelSample].
public abstract class AdapterContract extends ChannelContract {

    /// What stands beside something in [#wordsBesideSomething].
    protected static final String BESIDE = ChannelSample.BESIDE;

    protected static final String OTHER_ADDRESS = ChannelSample.OTHER_ADDRESS;

    protected abstract ChannelAccount account();

    protected abstract List<WebhookCall> genuine();

    protected abstract WebhookCall withWrongProof(WebhookCall call);

    protected abstract WebhookCall withBody(WebhookCall call, byte[] body);

    protected abstract WebhookCall ofUnknownKind();

    protected byte[] garbage() {
        return new byte[] {'<', '{', '%', 'Z', (byte) 0xFF, 0, '='};
    }

    protected Optional<WebhookCall> saying(String words) {
        return Optional.empty();
    }

    protected List<WebhookCall> batchesWithABadItem() {
        return List.of();
    }

    protected List<WebhookCall> signs() {
        return List.of();
    }

    protected List<WebhookCall> wordsBesideSomething() {
        return List.of();
    }

    protected List<WebhookCall> forAPersonOnly() {
        return List.of();
    }

    protected List<WebhookCall> perhapsByAPerson() {
        return List.of();
    }

    protected List<WebhookCall> surelyByAMachine() {
        return List.of();
    }

    protected Optional<WebhookCall> forAnotherAddress() {
        return Optional.empty();
    }

    protected Optional<WebhookCall> forSeveralAddresses() {
        return Optional.empty();
    }

    protected List<WebhookCall> stopsByProvider() {
        return List.of();
    }

    protected List<WebhookCall> startsByProvider() {
        return List.of();
    }

    protected List<WebhookCall> fromNobodyKnown() {
        return List.of();
    }

    protected Map<Delivery, WebhookCall> deliveryReports() {
        return Map.of();
    }

    protected Optional<String> citizen() {
        return Optional.empty();
    }

    protected Optional<ProviderStandIn> provider() throws IOException {
        return Optional.empty();
    }

    @Override
    protected final ChannelSample sample() {
        return new HookSample();
    }

    private final class HookSample implements ChannelSample {

        @Override
        public ChannelAccount account() {
            return AdapterContract.this.account();
        }

        @Override
        public List<WebhookCall> genuine() {
            return AdapterContract.this.genuine();
        }

        @Override
        public WebhookCall withWrongProof(WebhookCall call) {
            return AdapterContract.this.withWrongProof(call);
        }

        @Override
        public WebhookCall withBody(WebhookCall call, byte[] body) {
            return AdapterContract.this.withBody(call, body);
        }

        @Override
        public WebhookCall ofUnknownKind() {
            return AdapterContract.this.ofUnknownKind();
        }

        @Override
        public byte[] garbage() {
            return AdapterContract.this.garbage();
        }

        @Override
        public Optional<WebhookCall> saying(String words) {
            return AdapterContract.this.saying(words);
        }

        @Override
        public List<WebhookCall> batchesWithABadItem() {
            return AdapterContract.this.batchesWithABadItem();
        }

        @Override
        public List<WebhookCall> signs() {
            return AdapterContract.this.signs();
        }

        @Override
        public List<WebhookCall> wordsBesideSomething() {
            return AdapterContract.this.wordsBesideSomething();
        }

        @Override
        public List<WebhookCall> forAPersonOnly() {
            return AdapterContract.this.forAPersonOnly();
        }

        @Override
        public List<WebhookCall> perhapsByAPerson() {
            return AdapterContract.this.perhapsByAPerson();
        }

        @Override
        public List<WebhookCall> surelyByAMachine() {
            return AdapterContract.this.surelyByAMachine();
        }

        @Override
        public Optional<WebhookCall> forAnotherAddress() {
            return AdapterContract.this.forAnotherAddress();
        }

        @Override
        public Optional<WebhookCall> forSeveralAddresses() {
            return AdapterContract.this.forSeveralAddresses();
        }

        @Override
        public List<WebhookCall> stopsByProvider() {
            return AdapterContract.this.stopsByProvider();
        }

        @Override
        public List<WebhookCall> startsByProvider() {
            return AdapterContract.this.startsByProvider();
        }

        @Override
        public List<WebhookCall> fromNobodyKnown() {
            return AdapterContract.this.fromNobodyKnown();
        }

        @Override
        public Map<Delivery, WebhookCall> deliveryReports() {
            return AdapterContract.this.deliveryReports();
        }

        @Override
        public Optional<String> citizen() {
            return AdapterContract.this.citizen();
        }

        @Override
        public Optional<ProviderStandIn> provider() throws IOException {
            return AdapterContract.this.provider();
        }
    }
}
