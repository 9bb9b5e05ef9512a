import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes third-party jars fit for the AOT cache, which takes neither signed classes (Bouncy Castle's) nor classes older than
 * Java 6 (Picocli's): drops signatures, whose check would cost each start more than the classes do, and writes old classes in
 * today's format. Usage: java dev/PrepareJars.java DIRECTORY
 */
public final class PrepareJars {

    private static final int OLDEST_IN_CACHE = ClassFile.JAVA_6_VERSION;

    private PrepareJars() {}

    public static void main(String[] args) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(args[0]))) {
            for (Path jar : jars.filter(each -> each.toString().endsWith(".jar")).sorted().toList()) {
                prepare(jar);
            }
        }
    }

    private static void prepare(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            List<? extends ZipEntry> entries = Collections.list(jar.entries());
            if (entries.stream().noneMatch(each -> isSignature(each.getName())) && !hasOldClasses(jar, entries)) {
                return;
            }
            Path fresh = Files.createTempFile(file.getParent(), "fresh", ".partial");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fresh))) {
                for (ZipEntry entry : entries) {
                    copy(jar, entry, out);
                }
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isSignature(String name) {
        return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }

    private static boolean hasOldClasses(JarFile jar, List<? extends ZipEntry> entries) throws IOException {
        for (ZipEntry entry : entries) {
            if (isClass(entry)) {
                try (InputStream in = jar.getInputStream(entry)) {
                    return version(in.readNBytes(8)) < OLDEST_IN_CACHE; // a jar's classes are of one age
                }
            }
        }
        return false;
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class")
                && !entry.getName().startsWith("META-INF/")
                && !entry.getName().endsWith("module-info.class");
    }

    private static int version(byte[] start) {
        return (start[6] & 0xff) << 8 | start[7] & 0xff;
    }

    private static void copy(JarFile jar, ZipEntry entry, ZipOutputStream out) throws IOException {
        if (isSignature(entry.getName())) {
            return;
        }
        byte[] content;
        try (InputStream in = jar.getInputStream(entry)) {
            content = in.readAllBytes();
        }
        ZipEntry target = new ZipEntry(entry.getName());
        target.setTime(entry.getTime());
        out.putNextEntry(target);
        if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
            content = withoutDigests(jar.getManifest());
        } else if (isClass(entry) && version(content) < OLDEST_IN_CACHE) {
            content = modern(jar, content);
        }
        out.write(content);
        out.closeEntry();
    }

    private static byte[] withoutDigests(Manifest manifest) throws IOException {
        List<String> signed = new ArrayList<>(manifest.getEntries().keySet());
        for (String name : signed) {
            Attributes attributes = manifest.getAttributes(name);
            attributes.keySet().removeIf(key -> key.toString().endsWith("-Digest"));
            if (attributes.isEmpty()) {
                manifest.getEntries().remove(name);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }

    /** The same class in the format of Java 8, with the stack maps that it asks for. */
    private static byte[] modern(JarFile jar, byte[] old) {
        ClassHierarchyResolver hierarchy = ClassHierarchyResolver.ofResourceParsing(
                        type -> inJar(jar, type.descriptorString()))
                .orElse(ClassHierarchyResolver.defaultResolver())
                .cached();
        ClassFile format = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS, ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        ClassModel model = format.parse(old);
        // Method bodies are taken apart and put together again, else they would be copied as they are.
        ClassTransform rewritten = ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
        return format.transformClass(
                model,
                rewritten.andThen(ClassTransform.endHandler(c -> c.withVersion(ClassFile.JAVA_8_VERSION, 0))));
    }

    private static InputStream inJar(JarFile jar, String descriptor) {
        ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
