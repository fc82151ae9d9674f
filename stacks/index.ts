import * as pulumi from "@pulumi/pulumi";
import { DocumentError } from "../infra/gateway/openapi-fault";
import { program } from "./program";
import { SettingsError } from "./settings/faults";

// A stack trace would bury what is wrong in the stack's file or in a document.
function withoutTrace(error: unknown): unknown {
    return error instanceof SettingsError || error instanceof DocumentError ? new pulumi.RunError(error.message) : error;
}

export = (() => {
    try {
        return program();
    } catch (error) {
        throw withoutTrace(error);
    }
})();
