import assert from "node:assert/strict";
import { isThorough } from "../test-size";
import type { ViolationCase } from "./corpus/case";
import { allClean, groups } from "./corpus/groups";
import { type Json, unknown } from "./engine";
import { Program } from "./program";

type Props = { readonly [key: string]: Json };
type Path = readonly (string | number)[];

// Every path at full size, else the top-level properties. JSON within a string counts as one value.
const pathsOf = (props: Props): Path[] => (isThorough ? allPaths(props) : Object.keys(props).map((key) => [key]));

describe("an unknown value", function () {
    this.timeout(120_000);

    for (const [group, { violations = [], usuallyUnknown }] of Object.entries(groups)) {
        if (violations.length === 0) continue;
        it(`hides no violation, wherever it is: ${group}`, () => {
            const silent = violations.flatMap((violation) =>
                silentPlaces(violation, usuallyUnknown).map((place) => `${violation.reason}: ${place}`),
            );
            assert.deepEqual(silent, []);
        });
    }

    it("makes no rule throw an error in a program without a violation", () => {
        for (const { resources } of allClean.filter((_, index) => isThorough || index % 4 === 0)) {
            const program = Program.of(resources);
            for (const [index, { props = {} }] of resources.entries()) {
                for (const path of pathsOf(props)) {
                    const changed = program.withProps(index, withUnknown(props, path));
                    changed.findingsAt(index);
                    changed.stackFindings();
                }
            }
        }
    });

    it("is excused only in properties that a case has", () => {
        for (const { violations = [] } of Object.values(groups)) {
            for (const { reason, resources, unknownIsFine = [] } of violations) {
                const places = resources.flatMap(({ name, props = {} }) =>
                    allPaths(props).map((path) => `${name} ${path.join(".")}`),
                );
                assert.deepEqual(
                    unknownIsFine.filter((place) => !places.includes(place)),
                    [],
                    reason,
                );
            }
        }
    });
});

/** Places of a case where an unknown value hides the finding, except for those that the corpus excuses. */
function silentPlaces({ resources, unknownIsFine = [] }: ViolationCase, usuallyUnknown?: RegExp): string[] {
    const program = Program.of(resources);
    const reported = resources.map((_, index) => program.findingsAt(index).length > 0);
    return resources.flatMap(({ name, props = {} }, index) => {
        // If another resource has a finding by itself, it does not depend on this one.
        if (reported.some((isReported, other) => isReported && other !== index)) return [];
        return pathsOf(props)
            .filter((path) => {
                const changed = program.withProps(index, withUnknown(props, path));
                return changed.findingsAt(index).length === 0 && !changed.hasStackFindings();
            })
            .map((path) => path.join("."))
            .filter((path) => !usuallyUnknown?.test(path))
            .map((path) => `${name} ${path}`)
            .filter((place) => !unknownIsFine.includes(place));
    });
}

function allPaths(value: Json, path: Path = []): Path[] {
    const members: (readonly [string | number, Json])[] = Array.isArray(value)
        ? [...value.entries()]
        : typeof value === "object" && value !== null
          ? Object.entries(value)
          : [];
    return members.flatMap(([key, member]) => [[...path, key], ...allPaths(member, [...path, key])]);
}

function withUnknown(props: Props, [key, ...rest]: Path): Props {
    return Object.fromEntries(
        Object.entries(props).map(([name, member]) => [name, name === key ? unknownAt(member, rest) : member]),
    );
}

function unknownAt(value: Json, path: Path): Json {
    const [key, ...rest] = path;
    if (key === undefined) return unknown;
    if (Array.isArray(value)) return value.map((member, index) => (index === key ? unknownAt(member, rest) : member));
    return typeof value === "object" && value !== null ? withUnknown(value as Props, path) : value;
}
