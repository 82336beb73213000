import { shortStamp, today } from "#app/data/clock.ts";
import { useReturned } from "#app/data/use-flow.ts";
import { dayText, distanceText } from "#app/ui/day-text.ts";
import { Notice } from "#app/ui/notice.tsx";

/** At a returned item: what the inspector wants, and until when. */
export function ReturnedNotice({ itemKey }: { itemKey: string }) {
  const returned = useReturned(itemKey);
  if (!returned) return null;
  const day = today();
  return (
    <Notice tone="warn">
      <b>
        督学退回，请在{dayText(returned.due, day)}前（{distanceText(returned.due, day)}）补正：
      </b>
      {returned.reason}
      <div>
        {returned.returnedBy}于{shortStamp(returned.returnedAt)}退回。改好后由审定人在“审定与报送”中重新报送。
      </div>
    </Notice>
  );
}
