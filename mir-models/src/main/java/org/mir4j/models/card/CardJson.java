package org.mir4j.models.card;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.encoder.CrnnSettings;
import org.mir4j.models.encoder.EncoderSettings;
import org.mir4j.models.encoder.FcnSettings;
import org.mir4j.models.encoder.MobileNetSettings;
import org.mir4j.models.encoder.MusicnnSettings;

/** Cards as JSON: encoders say their {@code type}, and constants are written like {@code hann-periodic}. */
public final class CardJson {

    static final String TYPE = "type";

    private static final Map<String, Class<? extends EncoderSettings>> ENCODERS = Map.of(
            "fcn", FcnSettings.class,
            "crnn", CrnnSettings.class,
            "musicnn", MusicnnSettings.class,
            "mobilenet-v3", MobileNetSettings.class);

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .registerTypeAdapter(EncoderSettings.class, new EncoderAdapter())
            .registerTypeAdapterFactory(new ConstantFactory())
            .create();

    private CardJson() {}

    /**
     * Reads a card.
     *
     * @param json its text
     * @param origin where the text comes from, for messages
     * @return the card
     * @throws ModelException if it is no JSON, lacks a key or has an unknown one, or describes no model that can be
     *     built
     */
    public static ModelCard read(Reader json, String origin) {
        try {
            JsonElement tree = JsonParser.parseReader(json);
            if (tree.isJsonNull()) {
                throw new ModelException("The model card " + origin + " is empty.");
            }
            CardKeys.require(tree, ModelCard.class);
            return GSON.fromJson(tree, ModelCard.class);
        } catch (ModelException e) {
            throw e;
        } catch (RuntimeException e) {
            // whatever a card's text makes Gson or a record's constructor throw is the text's fault
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw new ModelException("The model card " + origin + " cannot be used: " + reason + ".", e);
        }
    }

    /**
     * Writes a card.
     *
     * @param card the card
     * @return its JSON
     */
    public static String write(ModelCard card) {
        return GSON.toJson(card) + "\n";
    }

    /**
     * The name of an encoder's architecture.
     *
     * @param settings of the encoder
     * @return the {@code type} that stands in its card
     */
    public static String encoderType(EncoderSettings settings) {
        return ENCODERS.entrySet().stream()
                .filter(entry -> entry.getValue() == settings.getClass())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** The record that an object describes: that of its type, if it is an encoder's, else the one asked for. */
    static Class<?> described(JsonObject json, Class<?> asked) {
        if (asked != EncoderSettings.class || !(json.get(TYPE) instanceof JsonPrimitive name)) {
            return asked;
        }
        Class<?> settings = ENCODERS.get(name.getAsString());
        return settings == null ? asked : settings;
    }

    /** Tells the encoders apart. */
    private static final class EncoderAdapter
            implements JsonDeserializer<EncoderSettings>, JsonSerializer<EncoderSettings> {

        @Override
        public EncoderSettings deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            JsonElement name = json.getAsJsonObject().get(TYPE);
            boolean text = name instanceof JsonPrimitive;
            Class<? extends EncoderSettings> settings = text ? ENCODERS.get(name.getAsString()) : null;
            if (settings == null) {
                throw new JsonParseException("the encoder type " + name + " is unknown; expected one of "
                        + ENCODERS.keySet().stream().sorted().toList());
            }
            return context.deserialize(json, settings);
        }

        @Override
        public JsonElement serialize(EncoderSettings settings, Type type, JsonSerializationContext context) {
            JsonObject json = new JsonObject();
            json.addProperty(TYPE, encoderType(settings));
            context.serialize(settings, settings.getClass())
                    .getAsJsonObject()
                    .asMap()
                    .forEach(json::add);
            return json;
        }
    }

    /** Writes the constants of enumerations in lower case with hyphens, and refuses unknown ones. */
    private static final class ConstantFactory implements TypeAdapterFactory {

        @Override
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            Class<? super T> raw = type.getRawType();
            return Enum.class.isAssignableFrom(raw) ? new ConstantAdapter<>(raw) : null;
        }
    }

    private static final class ConstantAdapter<T> extends TypeAdapter<T> {

        private final Map<String, T> constants;

        @SuppressWarnings("unchecked")
        ConstantAdapter(Class<? super T> type) {
            Class<? super T> declared = type.isEnum() ? type : type.getSuperclass();
            constants = Arrays.stream((T[]) declared.getEnumConstants())
                    .collect(Collectors.toMap(ConstantAdapter::word, constant -> constant));
        }

        private static String word(Object constant) {
            return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            out.value(value == null ? null : word(value));
        }

        @Override
        public T read(JsonReader in) throws IOException {
            String word = in.nextString();
            T constant = constants.get(word);
            if (constant == null) {
                throw new JsonParseException("'" + word + "' at " + in.getPath() + " is none of "
                        + constants.keySet().stream().sorted().toList());
            }
            return constant;
        }
    }
}
