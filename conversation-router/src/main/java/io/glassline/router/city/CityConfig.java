package io.glassline.router.city;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.PushAdapter;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.config.VersionId;
import io.glassline.desk.Agent;
import io.glassline.feed.Feed;
import io.glassline.phrasing.ModelSettings;
import io.glassline.place.AddressList;
import io.glassline.records.RecordsRules;
import io.glassline.request.RequestSystem;
import io.glassline.retention.Schedule;
import io.glassline.router.desk.CannedReply;
import io.glassline.router.dialogue.Dialogue;
import io.glassline.router.flow.Flow;
import io.glassline.router.gate.Gates;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.queue.Queues;
import io.glassline.router.rule.Rules;
import io.glassline.router.words.Texts;
import io.glassline.source.Source;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// All that a city decides for itself, read and checked. Immutable: changed files make a new one.
///
/// @param languages the first is spoken where nothing is known of a citizen
/// @param otherLanguages those the city does not answer in, and recognises to tell how to reach an interpreter
/// @param staff who works at the desk; how they sign in is the deployment's business
/// @param declaredChannels the channels that the folder itself declares, ready to use
/// @param replies what agents write often, in the order of the file
/// @param sources the systems outside of the gateway that look-ups may ask
/// @param addresses the list by which addresses are recognised; none where the city gives none
/// @param services what citizens can ask the city's systems for
/// @param programmes what the city sends first, to those who asked for it
/// @param templates texts that providers have approved
/// @param ratings how the city asks whether citizens were satisfied; none where it asks nobody
/// @param retention how long what citizens say is kept, and why; none where nothing is removed by its age
/// @param records how requests for public records are answered
/// @param forms what becomes of forms that citizens leave open; none where it reminds nobody
/// @param feeds where entries of the record are sent on to
/// @param model the language model that phrases approved answers; none where the city asks none
/// @param files what all of it was read from, which names the version
/// @param wordsVersion names the content of phrases and look-ups: the first 12 hex digits of its SHA-256
/// @param warnings what is no mistake and may be a trap all the same
public record CityConfig(
        String name,
        ZoneId zone,
        List<Locale> languages,
        List<Locale> otherLanguages,
        List<Agent> staff,
        List<ChannelAccount> accounts,
        List<PushAdapter> declaredChannels,
        Queues queues,
        Gates gates,
        Dialogue dialogue,
        List<CannedReply> replies,
        Rules rules,
        SequencedMap<String, Flow> flows,
        List<Source> sources,
        Map<String, LookupDefinition> lookups,
        Optional<AddressList> addresses,
        ServiceDefinitions services,
        CityProgrammes programmes,
        CityTemplates templates,
        Optional<CityRatings> ratings,
        List<Schedule> retention,
        RecordsRules records,
        Optional<CityForms> forms,
        List<Feed> feeds,
        Optional<ModelSettings> model,
        Texts phrases,
        Knowledge knowledge,
        ConfigurationFiles files,
        String wordsVersion,
        List<Problem> warnings) {

    public CityConfig {
        languages = List.copyOf(languages);
        otherLanguages = List.copyOf(otherLanguages);
        staff = List.copyOf(staff);
        accounts = List.copyOf(accounts);
        declaredChannels = List.copyOf(declaredChannels);
        replies = List.copyOf(replies);
        flows = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(flows));
        sources = List.copyOf(sources);
        lookups = Map.copyOf(lookups);
        retention = List.copyOf(retention);
        feeds = List.copyOf(feeds);
        warnings = warnings.stream().sorted().toList();
    }

    /// Which version of the configuration this is.
    public VersionId version() {
        return files.id();
    }

    /// Whether a form is the same in both, with what it looks up.
    public boolean hasTheFormOf(CityConfig other, String flow) {
        return textsOf(flow).equals(other.textsOf(flow));
    }

    private List<String> textsOf(String flow) {
        return List.of(
                files.text("flows/" + flow + ".yml"),
                files.text("lookups.yml"),
                files.text("sources.yml"),
                files.text("addresses.yml"),
                languages.toString());
    }

    /// The same city with its accounts changed, as a demo leads them to stand-ins.
    public CityConfig with(UnaryOperator<List<ChannelAccount>> change) {
        return with(change.apply(accounts), services);
    }

    /// The same city, whose requests go to other systems.
    public CityConfig led(UnaryOperator<RequestSystem> change) {
        return with(accounts, services.led(change));
    }

    private CityConfig with(List<ChannelAccount> accounts, ServiceDefinitions services) {
        return new CityConfig(
                name,
                zone,
                languages,
                otherLanguages,
                staff,
                accounts,
                declaredChannels,
                queues,
                gates,
                dialogue,
                replies,
                rules,
                flows,
                sources,
                lookups,
                addresses,
                services,
                programmes,
                templates,
                ratings,
                retention,
                records,
                forms,
                feeds,
                model,
                phrases,
                knowledge,
                files,
                wordsVersion,
                warnings);
    }

    /// Whether `words` stand in what the city tells everybody: how it is reached, and its approved answers.
    public boolean publishes(String words) {
        return Stream.concat(
                        phrases.facts().stream(),
                        knowledge.answers().stream()
                                .flatMap(answer -> languages.stream().map(answer::text)))
                .anyMatch(text -> text.contains(words));
    }

    public Locale firstLanguage() {
        return languages.getFirst();
    }

    /// Reads all of `folder`, and reports everything that is wrong in any of its files at once.
    ///
    /// @param kinds the kinds of channel that accounts may be on
    /// @param environment the value of a `GLASSLINE_` variable, if it is set
    /// @throws java.io.UncheckedIOException when a file that is there cannot be read at all
    public static Parsed<CityConfig> read(
            Path folder, ChannelKinds kinds, Function<String, Optional<String>> environment) {
        return new CityFolder(folder, kinds, environment).read();
    }

    /// The variables that `channels.yml` in `folder` asks for, in its order; none when it cannot be read.
    public static List<Variable> variables(Path folder) {
        return ChannelsFile.variables(folder, ChannelsFile.NAME);
    }

    /// Likewise those of `sources.yml`.
    public static List<Variable> variablesOfSources(Path folder) {
        return ChannelsFile.variables(folder, SourcesFile.NAME);
    }

    /// Likewise those of `services.yml`.
    public static List<Variable> variablesOfServices(Path folder) {
        return ChannelsFile.variables(folder, ServicesFile.NAME);
    }

    /// Likewise those of `feeds.yml`.
    public static List<Variable> variablesOfFeeds(Path folder) {
        return ChannelsFile.variables(folder, FeedsFile.NAME);
    }

    /// Likewise those of `models.yml`.
    public static List<Variable> variablesOfModels(Path folder) {
        return ChannelsFile.variables(folder, ModelsFile.NAME);
    }
}
