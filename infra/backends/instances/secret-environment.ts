import { startLog } from "./cloudwatch-agent";

/** References to the secrets of an API by the name of the variable: an ARN, optionally with `:json-key:version-stage:version-id`. */
export type SecretReferences = Readonly<Record<string, string>>;

/** A file of a machine. */
export interface SecretFile {
    readonly path: string;
    readonly content: string;
}

const referencesFile = "/etc/gatehouse/secrets.json";
const startFile = "/etc/gatehouse/start.py";

/** Packages of Amazon Linux 2023 needed to read secrets: the AWS CLI, which its minimal image lacks. Every image has Python. */
export const secretPackages = ["awscli-2"] as const;

/** Options with which Docker passes secrets to the container by their names, from the environment of the command. */
export function secretOptions(references: SecretReferences): string[] {
    return names(references).map((name) => `--env ${name}`);
}

/** Beginning of a command line: starts the rest of it with the secrets in its environment. */
export const startWithSecrets = `/usr/bin/python3 -X utf8 ${startFile}`;

/** The files that this command needs: the references to the secrets, and the program that reads them. */
export function secretFiles(references: SecretReferences): SecretFile[] {
    const sorted = names(references).map((name) => [name, references[name]]);
    return [
        { path: referencesFile, content: JSON.stringify(Object.fromEntries(sorted)) },
        { path: startFile, content: startProgram },
    ];
}

function names(references: SecretReferences): string[] {
    return Object.keys(references).sort();
}

/**
 * Replaces itself with the command in its arguments, with the secrets in its environment. A value goes from the output of the AWS CLI
 * to that environment, so neither a command line nor a file has it, and it may have several lines, which a file of variables for
 * Docker cannot express. A failure names the variable and never the value, also in the log that CloudWatch Logs gets;
 * systemd starts the program again.
 */
const startProgram = `import functools, json, os, subprocess, sys

utf8 = dict(os.environ, PYTHONUTF8="1")

@functools.lru_cache(None)
def read(arn, stage, version):
    command = ["aws", "secretsmanager", "get-secret-value", "--output", "json"]
    command += ["--region", arn.split(":")[3], "--secret-id", arn]
    command += ["--version-stage", stage] if stage else []
    command += ["--version-id", version] if version else []
    found = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=utf8)
    if found.returncode != 0:
        raise LookupError(found.stderr.strip())
    return json.loads(found.stdout).get("SecretString")

def value(reference):
    parts = reference.split(":") + [""] * 3
    key, stage, version = parts[7:10]
    text = read(":".join(parts[:7]), stage, version)
    if text is None:
        raise LookupError("it is binary")
    if not key:
        return text
    try:
        found = json.loads(text)[key]
    except (ValueError, LookupError, TypeError):
        raise LookupError("it has no JSON key " + key) from None
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, separators=(",", ":"))

with open("${referencesFile}") as file:
    references = json.load(file)
for name, reference in references.items():
    try:
        os.environ[name] = value(reference)
    except (LookupError, ValueError) as error:
        message = "secret " + name + " (" + reference + "): " + str(error)
        with open("${startLog}", "a") as log:
            print(message, file=log)
        sys.exit(message)
os.execvp(sys.argv[1], sys.argv[1:])
`;
