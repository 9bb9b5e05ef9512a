package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jubernetes.kubelet.runtime.ExecResult;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What runc and crun say, in the words that people know from containerd. */
final class OciMessages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXEC_FAILURE =
            Pattern.compile("(?s).*(exec failed: .*?|executable file `.*?)\"?\\s*$");
    /** crun's words for a program that is not there, and runc's. */
    private static final Pattern MISSING = Pattern.compile(
            "executable file [`'\"]([^`'\"]+)[`'\"] not found in \\$PATH(: No such file or directory)?");

    private static final String MISSING_AS_RUNC =
            "unable to start container process: exec: \"$1\": executable file not found in \\$PATH";
    private static final int NOT_EXECUTED = 255;

    private OciMessages() {}

    /** The message of a start that failed, from the last line of the program's log. */
    static String ofStart(String line) {
        return "failed to create containerd task: failed to create shim task: OCI runtime create failed: " + text(line);
    }

    private static String text(String line) {
        try {
            String message = JSON.readTree(line).path("msg").asText();
            return MISSING.matcher(message.isEmpty() ? line : message).replaceAll(MISSING_AS_RUNC);
        } catch (JsonProcessingException e) {
            return line;
        }
    }

    /** A command that could not be started is a failure, not a result. */
    static ExecResult checkedExec(ExecResult result) {
        Matcher failure = EXEC_FAILURE.matcher(result.stderr());
        if ((result.exitCode() == NOT_EXECUTED || result.exitCode() == 1)
                && failure.matches()
                && result.stderr().contains("executable file")) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.FAILED,
                    "failed to exec in container: OCI runtime exec failed: "
                            + failure.group(1).replace("\\\"", "\""));
        }
        return result;
    }
}
