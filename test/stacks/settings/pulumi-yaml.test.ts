import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { schema } from "../../../stacks/settings/schema";
import { projectFolder } from "../../../tools/cli/project/project";

const typesOf: Readonly<Record<string, string>> = { string: "string", number: "integer", boolean: "boolean" };

describe("Pulumi.yaml", () => {
    const project = parse(readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8"));
    const scalars = Object.entries(schema.shape).flatMap(([key, setting]) =>
        setting instanceof z.ZodDefault ? [{ key, setting }] : [],
    );

    it("declares every setting that is not a map, with the default and the description of the schema", () => {
        const expected = scalars.map(({ key, setting }) => {
            const fallback = setting.parse(undefined);
            return [key, { type: typesOf[typeof fallback], description: setting.description, default: fallback }];
        });
        assert.deepEqual(project.config, Object.fromEntries(expected));
    });

    it("offers new projects the same defaults", () => {
        const offered = Object.entries<{ default: unknown }>(project.template.config).flatMap(([key, value]) => {
            const [namespace, name] = key.split(":");
            return namespace === "gatehouse" ? [[name, value.default]] : [];
        });
        assert.ok(offered.length > 0);
        for (const [name, value] of offered) {
            assert.equal(scalars.find(({ key }) => key === name)?.setting.parse(undefined), value, String(name));
        }
    });
});
