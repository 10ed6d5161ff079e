package io.glassline.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// What becomes of campaigns.
public sealed interface CampaignEvent extends AuditEvent {

    Named campaign();

    /// Which campaign it is, and of which programme.
    record Named(UUID id, String programme) {}

    @Override
    default Optional<String> channel() {
        return Optional.empty();
    }

    private static SealedPart about(Named campaign) {
        return new SealedPart()
                .with(AuditField.CAMPAIGN, campaign.id())
                .with(AuditField.PROGRAMME, campaign.programme());
    }

    /// Someone wrote it. The texts are committed to as words.
    ///
    /// @param texts by language tag
    record Writing(Named campaign, Map<String, String> texts, Instant at, Actor by) implements CampaignEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CAMPAIGN_WRITTEN;
        }

        @Override
        public SealedPart sealed() {
            return CampaignEvent.about(campaign).with(by);
        }

        @Override
        public Optional<Map<String, Object>> words() {
            var all = new StringBuilder();
            new TreeMap<>(texts)
                    .forEach((language, text) ->
                            all.append(language).append(": ").append(text).append('\n'));
            return Optional.of(Map.of("texts", all.toString()));
        }
    }

    /// Someone else approved it.
    record Approval(Named campaign, Actor by, Instant at) implements CampaignEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CAMPAIGN_APPROVED;
        }

        @Override
        public SealedPart sealed() {
            return CampaignEvent.about(campaign).with(by);
        }
    }

    /// Someone stopped it.
    record Stop(Named campaign, Actor by, Instant at) implements CampaignEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CAMPAIGN_STOPPED;
        }

        @Override
        public SealedPart sealed() {
            return CampaignEvent.about(campaign).with(by);
        }
    }

    /// Nothing of it waits any more. `people` is to how many it was to go.
    record End(Named campaign, long people, Instant at) implements CampaignEvent {

        @Override
        public AuditKind kind() {
            return AuditKind.CAMPAIGN_DONE;
        }

        @Override
        public SealedPart sealed() {
            return CampaignEvent.about(campaign).with(AuditField.PEOPLE, people);
        }
    }
}
