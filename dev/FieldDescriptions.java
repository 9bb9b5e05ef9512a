import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;

/**
 * Takes the descriptions of the API's types and fields from the annotations of the official Java client's classes. A line of the
 * compressed result is {@code type TAB description}, and each line behind it that begins with TAB is {@code TAB field TAB description}.
 * Usage: java dev/FieldDescriptions.java CLIENT-JAVA-API.jar kubernetes-api.json RESULT.gz
 */
public final class FieldDescriptions {

    private static final String MODELS = "io/kubernetes/client/openapi/models/";
    private static final Pattern TYPE = Pattern.compile("\"(io\\.k8s\\.[\\w.-]+)\"\\s*:");

    private final JarFile jar;

    private FieldDescriptions(JarFile jar) {
        this.jar = jar;
    }

    public static void main(String[] args) throws IOException {
        Path result = Path.of(args[2]);
        if (isNewer(result, Path.of(args[0])) && isNewer(result, Path.of(args[1]))) {
            return;
        }
        Files.createDirectories(result.toAbsolutePath().getParent());
        try (JarFile jar = new JarFile(args[0]);
                Writer out = new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(result)), StandardCharsets.UTF_8)) {
            FieldDescriptions descriptions = new FieldDescriptions(jar);
            for (String type : types(Files.readString(Path.of(args[1])))) {
                out.write(descriptions.of(type));
            }
        }
    }

    private static boolean isNewer(Path result, Path source) throws IOException {
        return Files.exists(result)
                && Files.getLastModifiedTime(result).compareTo(Files.getLastModifiedTime(source)) > 0;
    }

    private static TreeSet<String> types(String table) {
        TreeSet<String> types = new TreeSet<>();
        Matcher matcher = TYPE.matcher(table);
        while (matcher.find()) {
            types.add(matcher.group(1));
        }
        return types;
    }

    private String of(String type) throws IOException {
        Optional<ClassModel> found = model(type);
        if (found.isEmpty()) {
            return "";
        }
        StringBuilder lines = new StringBuilder();
        lines.append(type).append('\t');
        lines.append(oneLine(value(found.get(), "ApiModel", "description"))).append('\n');
        Map<String, String> names = jsonNames(found.get());
        for (MethodModel method : found.get().methods()) {
            String getter = method.methodName().stringValue();
            String description = value(method, "ApiModelProperty", "value");
            String name = names.get(getter.toLowerCase(Locale.ROOT));
            if (!description.isEmpty() && name != null) {
                lines.append('\t').append(name).append('\t').append(oneLine(description)).append('\n');
            }
        }
        return lines.toString();
    }

    /** The class of {@code io.k8s.api.core.v1.Event} is CoreV1Event; where the group is not needed to tell types apart, V1Pod. */
    private Optional<ClassModel> model(String type) throws IOException {
        String[] parts = type.split("\\.");
        String plain = capital(parts[parts.length - 2]) + parts[parts.length - 1];
        for (String name : List.of(capital(parts[parts.length - 3]) + plain, plain)) {
            ZipEntry entry = jar.getEntry(MODELS + name + ".class");
            if (entry != null) {
                return Optional.of(ClassFile.of().parse(jar.getInputStream(entry).readAllBytes()));
            }
        }
        return Optional.empty();
    }

    /** The JSON name of what each getter gives: the fields are named as the getters are, and annotated with the name. */
    private static Map<String, String> jsonNames(ClassModel model) {
        Map<String, String> names = new HashMap<>();
        model.fields().forEach(field -> {
            String name = value(field, "SerializedName", "value");
            if (!name.isEmpty()) {
                String getter = field.fieldName().stringValue().replace("_", "").toLowerCase(Locale.ROOT);
                names.put("get" + getter, name);
            }
        });
        return names;
    }

    private static String value(AttributedElement element, String annotation, String key) {
        List<Annotation> all = new ArrayList<>();
        element.findAttribute(Attributes.runtimeVisibleAnnotations()).ifPresent(a -> all.addAll(a.annotations()));
        for (Annotation one : all) {
            if (!one.className().stringValue().endsWith("/" + annotation + ";")) {
                continue;
            }
            for (AnnotationElement pair : one.elements()) {
                if (pair.name().stringValue().equals(key) && pair.value() instanceof AnnotationValue.OfString text) {
                    return text.stringValue();
                }
            }
        }
        return "";
    }

    private static String oneLine(String text) {
        return text.replace('\t', ' ').replace('\n', ' ');
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
