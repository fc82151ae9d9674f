import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = join(__dirname, "corpus/messages.recording.json");
const updateVariable = "GATEHOUSE_UPDATE_MESSAGES";

/**
 * What the pack says of each case of the corpus, as it was last read by a person. A change shows in the diff of the file,
 * which `GATEHOUSE_UPDATE_MESSAGES=1 npx mocha test/policy/corpus.test.ts` writes anew.
 */
export class RecordedMessages {
    private readonly recorded: Readonly<Record<string, readonly string[]>> = JSON.parse(readFileSync(file, "utf8"));
    private readonly said: Record<string, readonly string[]> = {};

    /** Compares what the pack says of a case with what is recorded, or records it where that is asked for. */
    compare(name: string, said: readonly string[]): void {
        this.said[name] = said;
        if (isUpdate) return;
        const how = `${name}; if the new words are better: ${updateVariable}=1 npx mocha test/policy/corpus.test.ts`;
        assert.deepEqual(said, this.recorded[name], how);
    }

    /** Names of recordings whose case is gone. */
    unmatched(names: readonly string[]): string[] {
        return isUpdate ? [] : Object.keys(this.recorded).filter((name) => !names.includes(name));
    }

    /** Writes what was said, where that is asked for. */
    save(): void {
        if (isUpdate) writeFileSync(file, `${JSON.stringify(this.said, undefined, 2)}\n`);
    }
}

const isUpdate = process.env[updateVariable] === "1";
