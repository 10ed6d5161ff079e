package io.glassline.models;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.glassline.channel.Secret;
import io.glassline.phrasing.ModelSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Asks one provider in its own way of talking. It tries nothing again by itself: whoever asks has no time for that.
final class ModelClient implements AutoCloseable {

    /// No approved answer is longer by far.
    static final int WRITTEN_MAX_TOKENS = 600;

    private static final int RETRIES = 0;

    /// A server in the city's network that asks for no key still gets the header of one.
    private static final Secret NO_KEY = new Secret("none");

    private final ChatModel model;
    private final ModelCalls calls;

    private ModelClient(ChatModel model, ModelCalls calls) {
        this.model = model;
        this.calls = calls;
    }

    static ModelClient of(ModelSettings settings) {
        var calls = new ModelCalls(settings.isInside(), settings.within());
        return new ModelClient(model(settings, calls), calls);
    }

    private static ChatModel model(ModelSettings settings, ModelCalls calls) {
        var url = settings.url().toString();
        var key = settings.key().orElse(NO_KEY).value();
        return switch (settings.provider()) {
            case OPENAI_COMPATIBLE ->
                OpenAiChatModel.builder()
                        .httpClientBuilder(calls.builder())
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(settings.model())
                        .maxCompletionTokens(WRITTEN_MAX_TOKENS)
                        .maxRetries(RETRIES)
                        .build();
            case ANTHROPIC ->
                AnthropicChatModel.builder()
                        .httpClientBuilder(calls.builder())
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(settings.model())
                        .maxTokens(WRITTEN_MAX_TOKENS)
                        .maxRetries(RETRIES)
                        .build();
            case OLLAMA ->
                OllamaChatModel.builder()
                        .httpClientBuilder(calls.builder())
                        .baseUrl(url)
                        .modelName(settings.model())
                        .numPredict(WRITTEN_MAX_TOKENS)
                        .temperature(0.0)
                        .maxRetries(RETRIES)
                        .build();
        };
    }

    /// @param text empty where it said none
    /// @param reason why it stopped; null where the provider does not tell
    /// @param tokens read and written
    record Reply(String text, @Nullable FinishReason reason, long tokens) {}

    Reply ask(String instructions, String material) {
        var response = model.chat(SystemMessage.from(instructions), UserMessage.from(material));
        var usage = response.tokenUsage();
        var tokens = usage == null || usage.totalTokenCount() == null ? 0 : usage.totalTokenCount();
        return new Reply(Objects.requireNonNullElse(response.aiMessage().text(), ""), response.finishReason(), tokens);
    }

    @Override
    public void close() {
        calls.close();
    }
}
