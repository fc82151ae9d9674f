import { type OfflineStackOptions, withOfflineStack } from "./offline-stack";
import type { OfflineResult } from "./run-operation";

/** Previews a program once on the real engine behind simulated clouds. */
export async function previewOffline(options: OfflineStackOptions): Promise<OfflineResult> {
    return withOfflineStack(options, (stack) => stack.preview());
}
