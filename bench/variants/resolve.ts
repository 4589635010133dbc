/**
 * Does as much of a contest as it is told and says nothing about time: workerd's clock stands still while a
 * worker computes, so whoever asks must measure.
 */
import { check, work, type Side } from "../resolve-contest.ts";

export default {
  fetch(request: Request): Response {
    const { searchParams } = new URL(request.url);
    const job = searchParams.get("job");
    if (job === null) {
      check();
      return new Response("agreed");
    }
    return new Response(String(work(job, searchParams.get("side") as Side, Number(searchParams.get("times")))));
  },
} satisfies ExportedHandler;
