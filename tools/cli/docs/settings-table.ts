import { z } from "zod";
import { adoptedForms } from "../../../stacks/settings/adopted-forms";
import { kindsOfSetting, titlesOf } from "../../../stacks/settings/compute-kinds";
import { schema } from "../../../stacks/settings/schema";

interface Row {
    readonly key: string;
    readonly meaning: string;
    readonly form: string;
    readonly fallback: string;
}

/** The settings of a stack as a Markdown table, in the order of the schema. */
export function settingsTable(): string {
    const rows = rowsOf("gatehouse", ":", schema);
    const cells = rows.map(({ key, meaning, form, fallback }) => `| \`${key}\` | ${meaning} | ${form} | ${fallback} |`);
    return ["| setting | what it is | form | default |", "| --- | --- | --- | --- |", ...cells].join("\n");
}

function rowsOf(prefix: string, separator: string, map: z.ZodType): Row[] {
    if (!(map instanceof z.ZodObject)) return [];
    return Object.entries(map.shape).flatMap(([name, value]) => {
        const key = `${prefix}${separator}${name}`;
        const { inner, fallback } = unwrap(value);
        const row = {
            key,
            meaning: `${value.description ?? ""}${onlyOn(prefix, name)}`,
            form: inCell(formOf(inner)),
            fallback,
        };
        return [row, ...rowsOf(key, ".", inner), ...entryRows(key, inner), ...adoptedRows(key, name, inner)];
    });
}

// The table of kinds says which have the setting.
function onlyOn(prefix: string, name: string): string {
    const isOfApi = prefix === "gatehouse:apis.<name>" && Object.hasOwn(kindsOfSetting, name);
    const kinds = isOfApi ? (kindsOfSetting[name] ?? []) : [];
    return kinds.length === 0 ? "" : ` Only on ${titlesOf(kinds)}.`;
}

function entryRows(key: string, map: z.ZodType): Row[] {
    const value = map instanceof z.ZodRecord ? map.valueType : undefined;
    return value instanceof z.ZodObject ? rowsOf(`${key}.<name>`, ".", value) : [];
}

// The keys that a section has only where it names an existing resource.
function adoptedRows(key: string, name: string, created: z.ZodType): Row[] {
    const adopted =
        key === `gatehouse:${name}` ? Object.entries(adoptedForms).find(([section]) => section === name) : undefined;
    if (adopted === undefined || !(created instanceof z.ZodObject)) return [];
    const [, { form, title }] = adopted;
    const common = Object.keys(created.shape).map((own) => `${key}.${own}`);
    return rowsOf(key, ".", form)
        .filter((row) => !common.includes(row.key))
        .map((row) => ({ ...row, fallback: `${row.fallback}, for ${title}` }));
}

function unwrap(value: z.core.$ZodType): { inner: z.ZodType; fallback: string } {
    if (value instanceof z.ZodOptional) return { inner: unwrap(value.unwrap()).inner, fallback: "none" };
    if (value instanceof z.ZodPrefault) return { inner: unwrap(value.unwrap()).inner, fallback: "its own" };
    if (value instanceof z.ZodDefault) {
        return { inner: unwrap(value.unwrap()).inner, fallback: `\`${inYaml(value.def.defaultValue)}\`` };
    }
    if (!(value instanceof z.ZodType)) throw new Error("a schema that is none of zod's");
    return { inner: value, fallback: "required" };
}

function formOf(inner: z.ZodType): string {
    const { form } = inner.meta() ?? {};
    return typeof form === "string" ? form : "a map";
}

function inYaml(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(inYaml).join(", ")}]`;
    if (typeof value !== "object" || value === null) return String(value);
    const entries = Object.entries(value).map(([key, entry]) => `${key}: ${inYaml(entry)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function inCell(text: string): string {
    return text.replaceAll("|", "\\|").replaceAll("*", "\\*").replaceAll("<", "&lt;");
}
