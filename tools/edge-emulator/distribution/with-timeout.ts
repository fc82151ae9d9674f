/**
 * Waits for a response as long as CloudFront does.
 * @returns undefined if the origin does not respond in time; its late response is dropped.
 */
export async function withTimeout<T>(response: Promise<T>, seconds: number): Promise<T | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), seconds * 1000);
    });
    try {
        return await Promise.race([response, late]);
    } finally {
        clearTimeout(timer);
    }
}
