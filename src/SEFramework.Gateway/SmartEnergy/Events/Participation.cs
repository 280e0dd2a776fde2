namespace SEFramework.Gateway.SmartEnergy.Events;

/// <summary>Whether the user takes part in an event, and what was so before. Source: reference 05, section 3.4.</summary>
public sealed class Participation
{
    private bool _wasIn;
    private bool _wasOut;

    /// <summary>Whether the user is out now.</summary>
    public bool IsOptedOut { get; private set; }

    /// <summary>Whether the user was out for all of the event.</summary>
    public bool IsNone => _wasOut && !_wasIn;

    /// <summary>Whether the user was out for a part of the event only.</summary>
    public bool IsPartial => _wasOut && _wasIn;

    /// <summary>The event starts.</summary>
    public void Begin() => Note();

    /// <summary>The user decides.</summary>
    /// <param name="isOut">Out or in.</param>
    /// <param name="isRunning">Whether the event runs.</param>
    /// <returns>False when that is so already.</returns>
    public bool Choose(bool isOut, bool isRunning)
    {
        var isNew = IsOptedOut != isOut;
        IsOptedOut = isOut;
        if (isRunning)
        {
            Note();
        }

        return isNew;
    }

    private void Note()
    {
        _wasOut |= IsOptedOut;
        _wasIn |= !IsOptedOut;
    }
}
