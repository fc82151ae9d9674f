import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv-draft-04";

const ajv = new Ajv({ allErrors: true, strict: false });
ajv.addFormat("uri", (text) => URL.canParse(text));
ajv.addFormat("uri-reference", (text) => URL.canParse(text, "https://base.example/"));
ajv.addFormat("date-time", (text) => !Number.isNaN(Date.parse(text)));
const validate = ajv.compile(JSON.parse(readFileSync(join(__dirname, "sarif-schema-2.1.0.json"), "utf8")));

/** Validates a SARIF log against OASIS's schema and returns the problems; none if it is valid. */
export function sarifProblems(log: unknown): string[] {
    if (validate(log)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
